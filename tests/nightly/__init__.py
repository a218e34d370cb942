"""What takes too long for every change: run by `make nightly`."""
