namespace Kotwal.House.Tests;

/// <summary>Which room may use which: the plan of ARCHITECTURE.md, section 2, as data, and the arrows that break it.</summary>
internal static class FloorPlan
{
    private static readonly Dictionary<string, string[]> MayUse = new(StringComparer.Ordinal)
    {
        ["Kotwal.Events"] = [],
        ["Kotwal.Sigma"] = [],
        ["Kotwal.Hunt"] = [],
        ["Kotwal.Inventory"] = [],
        ["Kotwal.Collectors"] = ["Kotwal.Events"],
        ["Kotwal.Lake"] = ["Kotwal.Events", "Kotwal.Hunt"],
        ["Kotwal.Detection"] = ["Kotwal.Events", "Kotwal.Sigma"],
        ["Kotwal.City"] = ["Kotwal.Events", "Kotwal.Inventory"],
        ["Kotwal.Console"] = ["Kotwal.City"],
        ["Kotwal.Watch"] =
        [
            "Kotwal.Console", "Kotwal.City", "Kotwal.Lake", "Kotwal.Detection", "Kotwal.Collectors", "Kotwal.Sigma",
            "Kotwal.Hunt", "Kotwal.Inventory", "Kotwal.Events",
        ],
        ["Kotwal.Respond"] = ["Kotwal.Console", "Kotwal.City", "Kotwal.Lake", "Kotwal.Hunt", "Kotwal.Events"],
        ["Kotwal.Devices"] = ["Kotwal.Console", "Kotwal.City", "Kotwal.Inventory", "Kotwal.Events"],
        ["Kotwal.Migrations.Sqlite"] = ["Kotwal.City", "Kotwal.Watch", "Kotwal.Respond", "Kotwal.Devices"],
        ["Kotwal.Migrations.Postgres"] = ["Kotwal.City", "Kotwal.Watch", "Kotwal.Respond", "Kotwal.Devices"],
        ["Kotwal"] =
        [
            "Kotwal.Events", "Kotwal.Sigma", "Kotwal.Hunt", "Kotwal.Collectors", "Kotwal.Lake", "Kotwal.Detection",
            "Kotwal.Inventory", "Kotwal.City", "Kotwal.Console", "Kotwal.Watch", "Kotwal.Respond", "Kotwal.Devices",
            "Kotwal.Migrations.Sqlite", "Kotwal.Migrations.Postgres",
        ],
    };

    /// <summary>Folders whose members are siblings that never name each other.</summary>
    private static readonly string[] Families =
    [
        "Kotwal.Events.Formats.*",
        "Kotwal.Inventory.Formats.*",
        "Kotwal.Collectors.{Syslog,Lumberjack,Http,Elastic,Files,Flows}",
        "Kotwal.Lake.{Memory,DuckDb,ClickHouse}",
        "Kotwal.Detection.{Sigma,Correlation,Indicators,Baselines,Silence}",
    ];

    /// <summary>Arrows between projects that the plan does not have, one sentence each.</summary>
    public static IEnumerable<string> ForbiddenArrows(IEnumerable<SourceFile> files) =>
        from file in files
        from used in file.Uses()
        let target = ProjectOf(used)
        where target != file.Project && !(MayUse.TryGetValue(file.Project, out var allowed) && allowed.Contains(target))
        select $"{file.Path} uses {used}: {file.Project} may not know {target}.";

    /// <summary>Arrows between siblings, one sentence each.</summary>
    public static IEnumerable<string> SiblingArrows(IEnumerable<SourceFile> files) =>
        from file in files
        from used in file.Uses()
        from family in Families
        let here = MemberOf(family, file.Room)
        let there = MemberOf(family, used)
        where here is not null && there is not null && here != there
        select $"{file.Path} uses {used}: {here} and {there} are siblings.";

    /// <summary>The project that a namespace belongs to.</summary>
    private static string ProjectOf(string name) =>
        MayUse.Keys.Where(project => name == project || name.StartsWith(project + ".", StringComparison.Ordinal))
            .MaxBy(project => project.Length) ?? name;

    private static string? MemberOf(string family, string room)
    {
        var parent = family[..family.LastIndexOf('.')];
        if (!room.StartsWith(parent + ".", StringComparison.Ordinal))
        {
            return null;
        }

        var member = room[(parent.Length + 1)..].Split('.')[0];
        var members = family[(family.LastIndexOf('.') + 1)..];
        return members == "*" || members.Trim('{', '}').Split(',').Contains(member) ? member : null;
    }
}
