"""Two archives share what they hold: over a remote that both sync with, or in a file that one exports.

What another archive offers is hostile until it was checked: names of branches here (`offer`), objects by git, and
what they say by `checking`. What is new is then taken in (`taking`, and `joining` where both have gone on), all of it
or nothing, as one run that the ledger tells of. `remote` and `transport` know the ways there, `syncing`, `bundles`
and `exporting` lead the three ways through them. Nothing is ever rewritten, here or there.
"""
