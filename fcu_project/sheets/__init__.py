"""Lists as Excel: what a column may hold, reading an uploaded file without trusting it, templates that read back.

`columns` says what stands in a column and reads one cell. `reader` opens an uploaded file: it looks at the container
first and leaves the rest to a child process with little memory and time (`child`), so that a hostile file ends the
child and nothing else. `template` writes the empty form, and the rows that were refused with their reasons.
"""


class SheetRefused(Exception):
    """The file can't be used at all. `reason` is one plain sentence that says what to do.

    `is_heading` where only the headings are at fault: it may be a list of another kind.
    """

    def __init__(self, reason, *, is_heading=False):
        super().__init__(reason)
        self.reason, self.is_heading = reason, is_heading
