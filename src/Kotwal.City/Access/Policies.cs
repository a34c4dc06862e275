using Kotwal.City.People;
using Microsoft.AspNetCore.Authorization;

namespace Kotwal.City.Access;

/// <summary>What one must be allowed to do, by name. Endpoints and pages ask for one of these and never for a role.</summary>
public static class Policies
{
    /// <summary>See events, alerts, incidents, rules and sources.</summary>
    public const string Read = "read";

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

    /// <summary>See who did what.</summary>
    public const string ReadAudit = "audit.read";

    /// <summary>Make accounts and tokens, change settings.</summary>
    public const string Administer = "administer";

    /// <summary>The roles behind each policy; the administrator has them all.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> AllowedRoles { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        [Read] = [Roles.Admin, Roles.Analyst, Roles.Responder, Roles.Engineer, Roles.Auditor],
        [Ingest] = [Roles.Admin, Roles.Ingest],
        [WriteAlerts] = [Roles.Admin, Roles.Analyst, Roles.Responder],
        [WriteIncidents] = [Roles.Admin, Roles.Analyst, Roles.Responder],
        [WriteRules] = [Roles.Admin, Roles.Analyst],
        [WriteSources] = [Roles.Admin, Roles.Analyst, Roles.Engineer],
        [ReadAudit] = [Roles.Admin, Roles.Auditor],
        [Administer] = [Roles.Admin],
    };

    internal static void Add(AuthorizationOptions options)
    {
        foreach (var (name, roles) in AllowedRoles)
        {
            options.AddPolicy(name, policy => policy.RequireRole(roles));
        }

        // What asks for no policy is closed to strangers, so that a forgotten line is safe.
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
    }
}
