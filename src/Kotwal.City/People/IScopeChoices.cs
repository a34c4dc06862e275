namespace Kotwal.City.People;

/// <summary>The parts of the city that are known, to choose a grant's reach from. Safe for many threads.</summary>
public interface IScopeChoices
{
    /// <summary>Every known zone, ward, service and department once, by kind and name; empty while nothing is known of the city.</summary>
    Task<IReadOnlyList<ScopeChoice>> ListAsync(CancellationToken cancel);
}

/// <summary>One part of the city to choose.</summary>
/// <param name="Key">What a grant stores.</param>
/// <param name="Name">How people call it; its id where nobody named it.</param>
/// <param name="NameHindi">The name in Hindi, or empty.</param>
public sealed record ScopeChoice(ScopeKey Key, string Name, string NameHindi);
