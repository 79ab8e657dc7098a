"""How long a whole document takes beside other generators, and how soon its SDK has decoded an answer."""
