"""`python -m iomkg` is the command `iomkg`."""

from iomkg.cli import main

if __name__ == "__main__":
    main(prog_name="iomkg")
