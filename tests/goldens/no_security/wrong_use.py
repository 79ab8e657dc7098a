"""What a type checker refuses."""

from golden.no_security import Client

Client(api_key="x")  # error
number: int = Client().health.ping()  # error
