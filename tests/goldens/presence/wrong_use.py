"""What a type checker refuses."""

from golden.presence import models as m
from golden.presence import requests

m.Thing(note=None, holder=m.Holder(), label=None)  # error
m.Thing(name=None, note=None, holder=m.Holder(), label=None)  # error
m.Thing(name="", note=None, holder=m.Holder(), label=None, kind="other")  # error
m.Thing(name="", note=None, holder=m.Holder(), label=None, nmae="")  # error
m.Thing("", note=None, holder=m.Holder(), label=None)  # error
requests.things.change("1", name="", note=None, holder=3, label=None)  # error
requests.things.alter("1")  # error
size: int = m.Thing(name="", note=None, holder=m.Holder(), label=None).size  # error
