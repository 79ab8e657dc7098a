"""The commands and their options; what they do is in the modules beside this one."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from .. import __version__
from ..kinds import KINDS
from .main import Generate

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(
    context_settings=_CONTEXT, no_args_is_help=False, invoke_without_command=True
)
@click.version_option(__version__, prog_name="plainsdk")
@click.pass_context
def plainsdk(context: click.Context) -> None:
    """Make Python SDKs from API descriptions, as plain code that you own.

    What to generate stands in plainsdk.toml, or in pyproject.toml below
    [tool.plainsdk]:

    \b
      [acme]
      spec = "spec/acme"
      output = "generated/acme"

    \b
    Examples:
      plainsdk generate              write every SDK that the configuration names
      plainsdk generate acme         write that one
      plainsdk check                 in CI: is what is committed what the spec gives?
      plainsdk explain User.name     how one thing comes about, stage by stage
      plainsdk generate --spec openapi.yaml --output acme      with no configuration
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


_names = click.argument("names", nargs=-1, metavar="[NAMES]...")
_spec = click.option(
    "--spec",
    type=click.Path(path_type=Path, exists=True),
    help="The description: a folder, or a file.",
)
_output = click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder that becomes the package. Needs --spec.",
)
_lenient = click.option(
    "--lenient",
    is_flag=True,
    help="Warn of links that lead nowhere instead of stopping.",
)
_overlay = click.option(
    "--overlay",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="A file of changes to the description (OpenAPI Overlay); may be repeated."
    " Needs --spec.",
)
_language = click.option(
    "--language",
    metavar="NAME",
    help="The schema language of --spec, where the file does not say it: json-schema,"
    " asyncapi, graphql, protobuf, avro, xml-schema, mcp, samples. Needs --spec.",
)
_models = click.option(
    "--models",
    type=click.Choice(KINDS),
    help="The kind of classes that models become; dataclass if not said. Needs --spec.",
)
_allow_partial = click.option(
    "--allow-partial",
    is_flag=True,
    help="Leave out what has errors instead of stopping, and list it.",
)
_quiet = click.option("--quiet", "-q", is_flag=True, help="Print errors only.")
_verbose = click.option("--verbose", "-v", is_flag=True, help="Print notes too.")


@plainsdk.command(short_help="Write SDKs.")
@_names
@_spec
@_overlay
@_language
@_output
@_models
@click.option(
    "--force",
    is_flag=True,
    help="Replace files that were edited, or that plainsdk did not make.",
)
@_allow_partial
@_lenient
@_quiet
@_verbose
@click.pass_context
def generate(
    context: click.Context,
    names: tuple[str, ...],
    spec: Path | None,
    overlay: tuple[Path, ...],
    language: str | None,
    output: Path | None,
    models: str | None,
    force: bool,
    allow_partial: bool,
    lenient: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Write the SDKs that the configuration names, or the NAMES among them.

    Files that you edited, and files that plainsdk did not make, are never touched without
    --force. A run that is cut off leaves the old files or the new ones, never a mixture: the
    next command sees to it.

    With --allow-partial, an operation with an error is left out and a schema with one is
    open; what is missing is listed, in plainsdk.lock too.

    \b
    Examples:
      plainsdk generate
      plainsdk generate acme --quiet
      plainsdk generate --spec openapi.yaml --output src/acme

    Exit status: 0 written or up to date, 2 an error.
    """
    from .run import Run
    from .targets import Said, choose

    said = Said(names, spec, output, overlay, language, lenient, allow_partial, models)
    chosen = choose(said)
    run = Run(_pipeline(context), quiet=quiet, verbose=verbose)
    return max([run.generate(target, force=force) for target in chosen], default=0)


@plainsdk.command(short_help="Say whether the files on disk are what the spec gives.")
@_names
@_spec
@_overlay
@_language
@_output
@_models
@_allow_partial
@_lenient
@_quiet
@_verbose
@click.pass_context
def check(
    context: click.Context,
    names: tuple[str, ...],
    spec: Path | None,
    overlay: tuple[Path, ...],
    language: str | None,
    output: Path | None,
    models: str | None,
    allow_partial: bool,
    lenient: bool,
    quiet: bool,
    verbose: bool,
) -> int:
    """Say whether the files on disk are what the spec gives; write nothing.

    Line endings do not count. What differs is listed with its reason, a diff, and the
    command that mends it. The old files of a run that was cut off are put back first.
    With --allow-partial, what is missing must be what plainsdk.lock lists.

    \b
    Examples:
      plainsdk check
      plainsdk check acme --quiet

    Exit status: 0 in sync, 1 something differs, 2 an error.
    """
    from .run import Run
    from .targets import Said, choose

    said = Said(names, spec, output, overlay, language, lenient, allow_partial, models)
    chosen = choose(said)
    run = Run(_pipeline(context), quiet=quiet, verbose=verbose)
    return max([run.check(target) for target in chosen], default=0)


@plainsdk.command(short_help="Show one thing at every stage.")
@click.argument("pointer", required=False)
@click.option("--sdk", metavar="NAME", help="The SDK of the configuration to look in.")
@_spec
@_language
@_lenient
@click.pass_context
def explain(
    context: click.Context,
    pointer: str | None,
    sdk: str | None,
    spec: Path | None,
    language: str | None,
    lenient: bool,
) -> int:
    """Show one thing at every stage: the document, the facts, the names, the generated
    lines.

    POINTER is a JSON pointer into the description, the name of a schema,
    SCHEMA.PROPERTY, or an operation. Without it, --spec FILE.md shows all rows of a
    field table as they stand.

    \b
    Examples:
      plainsdk explain User
      plainsdk explain User.name --sdk acme
      plainsdk explain chat.complete
      plainsdk explain '#/components/schemas/User/properties/name' --spec openapi.yaml
      plainsdk explain --spec docs/models/user.md --lenient

    Exit status: 0 shown, 2 an error.
    """
    from . import explaining
    from .targets import Said, choose, single

    if pointer is None:
        if spec is None or sdk is not None:
            raise click.UsageError("say what to explain: a POINTER, or --spec FILE.md")
        return explaining.page(single(spec, language, lenient=lenient))
    if spec is not None and sdk is not None:
        raise click.UsageError(
            "--sdk is of the configuration, and --spec goes without one"
        )
    if spec is not None:
        targets = [single(spec, language, lenient=lenient)]
    else:
        named = () if sdk is None else (sdk,)
        targets = list(choose(Said(named, language=language, lenient=lenient)))
    return explaining.thing(pointer, targets, _pipeline(context))


def _pipeline(context: click.Context) -> Generate:
    """The pipeline, loaded only when a command needs it; a test may bring another."""
    if context.obj is not None:
        return cast("Generate", context.obj)
    from ..pipeline import generate as pipeline

    return pipeline
