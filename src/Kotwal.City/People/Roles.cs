namespace Kotwal.City.People;

/// <summary>What a person or a token may be.</summary>
public static class Roles
{
    /// <summary>May do everything, and makes accounts and tokens.</summary>
    public const string Admin = "admin";

    /// <summary>Watches: events, alerts, rules.</summary>
    public const string Analyst = "analyst";

    /// <summary>Works on incidents.</summary>
    public const string Responder = "responder";

    /// <summary>Owns devices and their sources.</summary>
    public const string Engineer = "engineer";

    /// <summary>Reads all, the audit trail too, and changes nothing.</summary>
    public const string Auditor = "auditor";

    /// <summary>Brings events in and can do nothing else; for programs.</summary>
    public const string Ingest = "ingest";

    /// <summary>All roles there are.</summary>
    public static IReadOnlyList<string> All { get; } = [Admin, Analyst, Responder, Engineer, Auditor, Ingest];

    /// <summary>The roles that a person may be given.</summary>
    public static IReadOnlyList<string> ForPeople { get; } = [Admin, Analyst, Responder, Engineer, Auditor];
}
