using System.Security.Claims;
using Kotwal.City.People;
using Microsoft.AspNetCore.Authorization;

namespace Kotwal.City.Access;

/// <summary>What one must be allowed to do, by name. Endpoints and pages ask for one of these and never for a role.</summary>
public static class Policies
{
    /// <summary>See events, alerts, incidents, rules and sources.</summary>
    public const string Read = "read";

    /// <summary>See what cannot be parted by zone or ward: sources, rates, metrics.</summary>
    public const string ReadAll = "read.all";

    /// <summary>Bring events in through the API.</summary>
    public const string Ingest = "ingest";

    /// <summary>Judge alerts: acknowledge, close, escalate.</summary>
    public const string WriteAlerts = "alerts.write";

    /// <summary>Open incidents and work on them.</summary>
    public const string WriteIncidents = "incidents.write";

    /// <summary>Switch rules on and off.</summary>
    public const string WriteRules = "rules.write";

    /// <summary>Name sources and say what they are.</summary>
    public const string WriteSources = "sources.write";

    /// <summary>Say what the city owns: edit and confirm nodes.</summary>
    public const string WriteCity = "city.write";

    /// <summary>Do with the city what cannot be parted: import, make, merge and ignore nodes.</summary>
    public const string WriteCityAll = "city.write.all";

    /// <summary>Make and lift legal holds on stored events.</summary>
    public const string WriteHolds = "holds.write";

    /// <summary>See who did what.</summary>
    public const string ReadAudit = "audit.read";

    /// <summary>Make accounts and tokens, change settings.</summary>
    public const string Administer = "administer";

    /// <summary>The roles behind each policy; the administrator has them all.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> AllowedRoles { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [Read] = [Roles.Admin, Roles.Analyst, Roles.Responder, Roles.Engineer, Roles.Auditor],
        [ReadAll] = [Roles.Admin, Roles.Analyst, Roles.Responder, Roles.Engineer, Roles.Auditor],
        [Ingest] = [Roles.Admin, Roles.Ingest],
        [WriteAlerts] = [Roles.Admin, Roles.Analyst, Roles.Responder],
        [WriteIncidents] = [Roles.Admin, Roles.Analyst, Roles.Responder],
        [WriteRules] = [Roles.Admin, Roles.Analyst],
        [WriteSources] = [Roles.Admin, Roles.Analyst, Roles.Engineer],
        [WriteCity] = [Roles.Admin, Roles.Engineer],
        [WriteCityAll] = [Roles.Admin, Roles.Engineer],
        [WriteHolds] = [Roles.Admin, Roles.Responder],
        [ReadAudit] = [Roles.Admin, Roles.Auditor],
        [Administer] = [Roles.Admin],
    };

    /// <summary>
    /// The policies that may be had for a part of the city. Their queries narrow what they find with <see cref="Reach.For"/>; all
    /// others are had for the whole city or not at all.
    /// </summary>
    public static IReadOnlySet<string> Scoped { get; } = new HashSet<string> { Read, WriteAlerts, WriteIncidents, WriteCity };

    internal static void Add(AuthorizationOptions options)
    {
        foreach (var name in AllowedRoles.Keys)
        {
            options.AddPolicy(name, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => Allows(context.User, name)));
        }

        // What asks for no policy is closed to strangers, so that a forgotten line is safe.
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
    }

    internal static bool Allows(ClaimsPrincipal user, string policy)
    {
        var reach = Reach.For(user, policy);
        return reach.IsWholeCity || (reach.Keys.Count > 0 && Scoped.Contains(policy));
    }
}
