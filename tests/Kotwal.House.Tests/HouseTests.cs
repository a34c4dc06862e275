namespace Kotwal.House.Tests;

/// <summary>The plan of the house holds, and each check finds what is planted against it.</summary>
public sealed class HouseTests
{
    private static readonly IReadOnlyList<SourceFile> Files = SourceFile.ReadAll();

    [Fact]
    public void Arrows_between_projects_follow_the_plan() => Assert.Empty(FloorPlan.ForbiddenArrows(Files));

    [Fact]
    public void Siblings_do_not_name_each_other() => Assert.Empty(FloorPlan.SiblingArrows(Files));

    [Fact]
    public void Folders_do_not_lean_on_each_other_in_circles() => Assert.Empty(Circles.Find(Files));

    [Fact]
    public void Nobody_calls_what_is_banned() => Assert.Empty(BannedCalls.Find(Files));

    [Fact]
    public void Nobody_opens_connections_to_elsewhere_but_in_named_places()
    {
        Assert.Empty(OutwardCalls.Find(Files));
        Assert.Empty(OutwardCalls.Stale(Files));
    }

    [Fact]
    public void A_log_event_has_its_number_alone() => Assert.Empty(EventNumbers.Shared(Files));

    [Fact]
    public void A_file_stands_in_the_folder_of_its_namespace() =>
        Assert.Empty(
            from file in Files
            where file.Path.EndsWith(".cs", StringComparison.Ordinal) && !file.Path.Contains("/Migrations/", StringComparison.Ordinal)
            let declared = file.Text.Split('\n').FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            where declared is not null && declared.Trim() != $"namespace {file.Room};"
            select $"{file.Path} declares '{declared.Trim()}'.");

    [Fact]
    public void Nobody_imports_rooms_of_ours_globally() =>
        Assert.Empty(
            from file in Files
            where file.Text.Contains("global using Kotwal", StringComparison.Ordinal)
            select file.Path);

    [Fact]
    public void A_planted_circle_is_found()
    {
        SourceFile[] planted =
        [
            new("Kotwal.City/Graph/Node.cs", "using Kotwal.City.Facts;\nnamespace Kotwal.City.Graph;\n"),
            new("Kotwal.City/Facts/Fact.cs", "using Kotwal.City.People;\nnamespace Kotwal.City.Facts;\n"),
            new("Kotwal.City/People/Person.cs", "using Kotwal.City.Graph;\nnamespace Kotwal.City.People;\n"),
        ];

        var circle = Assert.Single(Circles.Find(planted));

        Assert.Equal("Kotwal.City.Facts -> Kotwal.City.People -> Kotwal.City.Graph -> Kotwal.City.Facts", circle);
    }

    [Fact]
    public void A_planted_arrow_between_siblings_is_found()
    {
        SourceFile[] planted =
        [
            new("Kotwal.Events/Formats/Zeek/ZeekReader.cs", "using Kotwal.Events.Formats.Syslog;\n"),
            new("Kotwal.Collectors/Http/Ingest.cs", "using Kotwal.Collectors.Syslog;\n"),
        ];

        Assert.Equal(2, FloorPlan.SiblingArrows(planted).Count());
    }

    [Fact]
    public void A_planted_arrow_between_desks_or_upwards_is_found()
    {
        SourceFile[] planted =
        [
            new("Kotwal.Watch/Alerts/Alerts.cs", "using Kotwal.Respond.Incidents;\n"),
            new("Kotwal.Events/Record.cs", "using Kotwal.Lake;\n"),
            new("Kotwal.Console/Ui/Badge.razor", "@using Kotwal.Watch.Alerts\n"),
        ];

        Assert.Equal(3, FloorPlan.ForbiddenArrows(planted).Count());
    }

    [Fact]
    public void A_planted_banned_call_is_found()
    {
        SourceFile[] planted =
        [
            new("Kotwal.Lake/Clock.cs", "#pragma warning disable RS0030\nvar now = DateTime.UtcNow;\nvar id = Guid.NewGuid();\n"),
        ];

        Assert.Equal(2, BannedCalls.Find(planted).Count());
    }

    [Fact]
    public void A_planted_number_of_another_event_is_found()
    {
        SourceFile[] planted =
        [
            new("Kotwal.Lake/One.cs", "[LoggerMessage(2001, LogLevel.Error, \"a\")]\n[LoggerMessage(2002, LogLevel.Error, \"b\")]\n"),
            new("Kotwal.Lake/Two.cs", "[LoggerMessage(\n    EventId = 2001, Message = \"c\")]\n"),
        ];

        Assert.Equal("Event 2001 is logged in Kotwal.Lake/One.cs and in Kotwal.Lake/Two.cs.", Assert.Single(EventNumbers.Shared(planted)));
    }

    [Fact]
    public void A_planted_outward_call_is_found()
    {
        SourceFile[] planted = [new("Kotwal.City/Graph/Fetch.cs", "// HttpClient in a comment\nprivate readonly HttpClient client = new();\n")];

        Assert.Single(OutwardCalls.Find(planted));
    }
}
