using Kotwal.City.People;

namespace Kotwal.City.Administration;

/// <summary>Somebody from outside who is to help with one incident, or to read for one audit, until a date.</summary>
/// <param name="Name">Name to sign in with.</param>
/// <param name="DisplayName">The person's name as others read it; may be null.</param>
/// <param name="Mail">Mail address; may be null.</param>
/// <param name="Incident">The incident to work on as a responder; null for an auditor, who reads the whole city.</param>
/// <param name="Until">When it ends; at most <see cref="Longest"/> from now.</param>
public sealed record GuestRequest(string Name, string? DisplayName, string? Mail, Guid? Incident, DateTimeOffset? Until)
{
    /// <summary>Longest time that a guest's grant lasts.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(90);

    /// <summary>The scope of one incident.</summary>
    public static ScopeKey ScopeOf(Guid incident) => new(ScopeKind.Incident, incident.ToString("D"));

    /// <summary>What keeps a grant from being a guest's; null when nothing does.</summary>
    internal static Refusal? Judge(GrantRequest grant, DateTimeOffset now)
    {
        if (JudgeEnd(grant.ExpiresAt, now) is { } wrongEnd)
        {
            return wrongEnd;
        }

        var isForGuests = grant.Role switch
        {
            Roles.Auditor => true,
            Roles.Responder => grant.Keys is [{ Kind: ScopeKind.Incident }],
            _ => false,
        };
        return isForGuests ? null : Refusal.NotForGuests;
    }

    internal Refusal? Judge(DateTimeOffset now) => JudgeEnd(Until, now);

    internal PersonRequest AsPerson()
    {
        var grant = Incident is { } incident
            ? new GrantRequest(Roles.Responder, [ScopeOf(incident).ToString()], Until)
            : new GrantRequest(Roles.Auditor, [], Until);
        return new(Name, DisplayName, Mail, [grant]);
    }

    private static Refusal? JudgeEnd(DateTimeOffset? end, DateTimeOffset now) => end switch
    {
        null => Refusal.EndIsMissing,
        _ when end <= now => Refusal.EndIsPast,
        _ when end > now + Longest => Refusal.EndIsTooFar,
        _ => null,
    };
}
