"""/office/quality/consistency/: is it the same service everywhere, with everybody, at every hour?"""
