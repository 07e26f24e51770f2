"""What stands between us and a hostile world: safe HTML, sealed secrets, guarded requests to the outside."""
