using Kotwal.City.Administration;
using Kotwal.City.People;

namespace Kotwal.Console.Administration.People;

/// <summary>What the list of people shows.</summary>
public sealed record PeopleContent(PeoplePage Page, IReadOnlyList<ScopeChoice> Choices);

/// <summary>What a person's page shows; without a person when there is none of that id.</summary>
public sealed record PersonContent(PersonView? View, IReadOnlyList<ScopeChoice> Choices);
