import sys

from wellserved.console.main import main

if __name__ == "__main__":
    sys.exit(main())
