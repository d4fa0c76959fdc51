"""Owns what one sheet says of the people and organizations in it: which names are one, which country is theirs."""

from collections import defaultdict
from collections.abc import Iterable

from rc_kb.sheet.model import DescribedOfficial, DescribedOrganization, Sheet
from rc_kb.text import fold_key


class SheetParties:
    """The people and organizations of a sheet, known by every name that it gives them.

    Facts that a reviewer has not accepted count too: they tell who is a person.
    """

    def __init__(self, sheet: Sheet) -> None:
        self._full_names = _map_full_names(sheet.officials) | _map_full_names(sheet.organizations)
        self._spellings = _map_spellings(sheet.officials) | _map_spellings(sheet.organizations)
        self._described = {fold_key(one.name): one for one in sheet.organizations}
        seats = [who for meeting in sheet.meetings for who in meeting.participants]
        self._people = self._join_countries(
            [(who.name, who.country) for who in sheet.officials]
            + [(who.name, who.country) for who in seats if who.name]
            + [(held.official, held.country) for held in sheet.offices]
        )
        self._organizations = self._join_countries(
            [(one.name, one.country) for one in sheet.organizations]
            + [(who.organization, who.country) for who in seats if who.organization]
            + [(held.organization, held.country) for held in sheet.offices if held.organization]
            + [(run.operator, None) for run in sheet.facilities if run.operator]
        )

    def complete(self, name: str) -> str:
        """Return the full name of somebody whom the sheet also knows by a shorter or another one."""
        return self._full_names.get(fold_key(name), name)

    def is_person(self, name: str) -> bool:
        """Tell whether the sheet knows a name for a person's."""
        return fold_key(self.complete(name)) in self._people

    def is_organization(self, name: str) -> bool:
        """Tell whether the sheet knows a name for an organization's, from a place where only organizations stand."""
        return fold_key(self.complete(name)) in self._organizations

    def list_other_names(self, full_name: str) -> list[str]:
        """Return the other names that the sheet gives to somebody."""
        return self._spellings.get(fold_key(full_name), [])

    def find_kind(self, full_name: str) -> str | None:
        """Return the kind that the sheet gives to an organization; None where it describes none."""
        described = self._described.get(fold_key(full_name))
        return described.kind if described else None

    def find_countries_of_person(self, full_name: str) -> list[str]:
        """Return the countries that somebody represents, by their codes."""
        return sorted(self._people[fold_key(full_name)])

    def find_countries_of_organization(self, full_name: str) -> list[str]:
        """Return the countries for which an organization is named; the one that it is described with alone."""
        described = self._described.get(fold_key(full_name))
        if described and described.country:
            return [described.country]
        return sorted(self._organizations[fold_key(full_name)])

    def _join_countries(self, said: Iterable[tuple[str, str | None]]) -> dict[str, set[str]]:
        countries: dict[str, set[str]] = defaultdict(set)
        for name, code in said:
            countries[fold_key(self.complete(name))].update([code] if code else [])
        return countries


def _map_full_names(described: Iterable[DescribedOfficial | DescribedOrganization]) -> dict[str, str]:
    return {fold_key(other): one.name for one in described for other in one.other_names}


def _map_spellings(described: Iterable[DescribedOfficial | DescribedOrganization]) -> dict[str, list[str]]:
    return {fold_key(one.name): one.other_names for one in described}
