"""The same screen in a browser; needs the extra ``reading-room[web]``."""
