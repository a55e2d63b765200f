"""Running student code where it can harm nobody and see no answer: the trusted side."""
