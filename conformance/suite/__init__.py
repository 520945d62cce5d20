"""The pytest plugin: the tests of the suite, their session, and what they leave behind."""
