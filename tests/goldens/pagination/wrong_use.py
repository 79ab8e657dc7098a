"""What a checker must refuse of pages."""

from __future__ import annotations

from golden.pagination import AsyncClient, Client, requests


def items(client: Client) -> None:
    for pet in client.pets.list():
        print(pet.nmae)  # error
    for page in client.pets.list().pages():
        print(page.name)  # error
    client.pets.list(cursor="a")  # error
    print(client.send(requests.pets.list_()).value.name)  # error
    client.paginate(requests.sizes.list_())  # error


async def awaited(client: AsyncClient) -> None:
    list(client.pets.list())  # error
    await client.pets.list()  # error
