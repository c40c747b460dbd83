"""The command line: verbs for pipes, on the same library as the screen."""
