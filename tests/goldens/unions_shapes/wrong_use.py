"""What a type checker refuses."""

from golden.unions_shapes import models as m
from golden.unions_shapes import requests

requests.embed.run(input=1)  # error
requests.embed.run(input=[1.5])  # error
requests.embed.run()  # error
m.Holder(source=m.Holder())  # error
