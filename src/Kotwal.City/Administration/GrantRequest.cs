using Kotwal.City.People;

namespace Kotwal.City.Administration;

/// <summary>A role that somebody is to have.</summary>
/// <param name="Role">One of <see cref="Roles.ForPeople"/>.</param>
/// <param name="Scope">The parts of the city as <see cref="ScopeKey"/> texts; empty for the whole city.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
public sealed record GrantRequest(string Role, IReadOnlyList<string> Scope, DateTimeOffset? ExpiresAt)
{
    /// <summary>The parts, without doubles; meaningful when <see cref="Judge"/> has nothing to say.</summary>
    internal IReadOnlyList<ScopeKey> Keys =>
        [.. Scope.Select(text => ScopeKey.TryParse(text?.Trim(), out var key) ? key : default).Distinct()];

    /// <summary>What is wrong with it, whoever gives or gets it; null when nothing is.</summary>
    internal Refusal? Judge(IReadOnlyList<string> roles, DateTimeOffset now)
    {
        if (!roles.Contains(Role))
        {
            return Refusal.RoleInvalid;
        }

        return JudgeScope() ?? (ExpiresAt <= now ? Refusal.EndIsPast : null);
    }

    private Refusal? JudgeScope()
    {
        if (!Scope.All(text => ScopeKey.TryParse(text?.Trim(), out _)))
        {
            return Refusal.ScopeInvalid;
        }

        return ScopeConversion.Fits(Keys) ? null : Refusal.ScopeTooLong;
    }
}
