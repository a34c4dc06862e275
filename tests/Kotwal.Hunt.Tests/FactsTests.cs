using Kotwal.Hunt.Tests.Running;

namespace Kotwal.Hunt.Tests;

public sealed class FactsTests
{
    private static readonly DateTimeOffset Now = Rows.Now;

    [Theory]
    [InlineData("failed root", "failed root")]
    [InlineData("failed OR root", "")]
    [InlineData("(failed ssh) OR (root ssh)", "ssh")]
    [InlineData("failed NOT root", "failed")]
    [InlineData("10.0.0.5", "0 10 5")]
    [InlineData("\"assword for roo\"", "assword for roo")]
    [InlineData("fail* root", "root")]
    [InlineData("विफल root", "root")]
    [InlineData("user.name:Root", "root")]
    [InlineData("message:denied", "")]
    [InlineData("user.name:ro*", "")]
    [InlineData("where event.original has 'Failed' and user.name == 'a-b'", "a b failed")]
    [InlineData("where event.original hasprefix 'failed pass'", "failed")]
    [InlineData("where event.original contains 'failed'", "")]
    [InlineData("where event.original !has 'failed'", "")]
    [InlineData("where user.name in ('x-root', 'root')", "root")]
    [InlineData("where tags == 'night shift'", "night shift")]
    [InlineData("where event.original has_all ('a', 'b') | where event.original has_any ('c', 'd')", "a b")]
    [InlineData("sshd | extend user.name = 'x' | where user.name == 'y'", "sshd")]
    [InlineData("sshd | take 5 | where event.original has 'root'", "sshd")]
    [InlineData("sshd | summarize n = count() by user.name | where user.name == 'root'", "sshd")]
    public void Words_are_those_that_every_event_holds(string hunt, string words) =>
        Assert.Equal(words, string.Join(' ', Some.Query(hunt).Tables["events"].Words));

    // A list of phrases stands in square brackets; an empty one says nothing.
    [Theory]
    [InlineData("failed root", "[failed|root]")]
    [InlineData("failed OR root", "[failed][root]")]
    [InlineData("(failed ssh) OR (root ssh)", "[failed|ssh][root|ssh]")]
    [InlineData("10.0.0.5", "[10.0.0.5]")]
    [InlineData("\"assword for Roo\"", "[assword for roo]")]
    [InlineData("failed NOT root", "[failed]")]
    [InlineData("fail* root", "[root]")]
    [InlineData("failed OR fail*", "[]")]
    [InlineData("where event.original contains 'iled pass wor'", "[ pass ]")]
    [InlineData("where event.original startswith 'Failed pass'", "[failed ]")]
    [InlineData("where event.original endswith 'iled pass'", "[ pass]")]
    [InlineData("where event.original has_any ('a', 'b') and event.original has 'c'", "[a|c][b|c]")]
    [InlineData("where user.name in ('Root', 'x') or event.original has 'y'", "[root][x][y]")]
    [InlineData("where user.name != 'root'", "[]")]
    [InlineData("where destination.port == 22", "[]")]
    public void Phrases_are_those_of_which_every_event_holds_one_list(string hunt, string lists) =>
        Assert.Equal(lists, string.Concat(Some.Query(hunt).Tables["events"].PhraseLists.Select(list => $"[{string.Join('|', list)}]")));

    // At most 1,000 rows are asked for; one more tells that there are more.
    [Theory]
    [InlineData("failed", 1_001)]
    [InlineData("failed | take 5", 5)]
    [InlineData("failed | take 5 | take 3", 3)]
    [InlineData("failed | take 5000", 1_001)]
    [InlineData("failed | extend n = 1 | where n == 1 | take 5 | project n, user.name", 5)]
    [InlineData("failed | top 5 by ['@timestamp'] | extend n = strlen(user.name)", 5)]
    [InlineData("failed | take 5 | sort by user.name", null)]
    [InlineData("alerts | take 5", 5)]
    [InlineData("failed | sort by user.name | take 5", null)]
    [InlineData("failed | top 5 by ['@timestamp'] asc", null)]
    [InlineData("failed | extend ['@timestamp'] = ago(1h) | top 5 by ['@timestamp']", null)]
    [InlineData("failed | take 5 | where user.name == 'root'", null)]
    [InlineData("failed | take 5 | mv-expand tags", null)]
    [InlineData("failed | mv-expand with_itemindex=i tags | take 5", null)]
    [InlineData("failed | count", null)]
    [InlineData("failed | distinct user.name | take 5", null)]
    [InlineData("failed | summarize n = count() by user.name | take 5", null)]
    [InlineData("failed | where user.name in ((events | project user.name)) | take 5", null)]
    [InlineData("union events, events | take 5", null)]
    [InlineData("failed | join kind=inner (events) on user.name | take 5", null)]
    public void Rows_are_the_newest_where_no_older_one_can_change_them(string hunt, int? newest) =>
        Assert.Equal(newest, Some.Query(hunt, maxRows: 1_000).Newest);

    [Fact]
    public void Very_many_alternatives_say_nothing()
    {
        var many = string.Join(" OR ", Enumerable.Range(0, 300).Select(number => $"word{number}"));

        Assert.Empty(Assert.Single(Some.Query(many).Tables["events"].PhraseLists));
    }

    [Theory]
    [InlineData("where @timestamp > ago(1h)", -60, null)]
    [InlineData("where ago(1h) < @timestamp and @timestamp <= ago(5m)", -60, -5)]
    [InlineData("where @timestamp between (ago(2h) .. now())", -120, 0)]
    [InlineData("where @timestamp > ago(1h) or @timestamp between (ago(3h) .. ago(2h))", -180, null)]
    [InlineData("where @timestamp > ago(1h) or user.name == 'root'", null, null)]
    [InlineData("where not(@timestamp > ago(1h))", null, null)]
    [InlineData("@timestamp:>=now-1h sshd | where @timestamp > ago(2h)", -60, null)]
    [InlineData("@timestamp:[now-2h TO now-1h]", -120, -60)]
    [InlineData("where event.ingested > ago(1h)", null, null)]
    [InlineData("events | where @timestamp > now() - 1h + 5m", -55, null)]
    [InlineData("events | take 5 | where @timestamp > ago(1h)", null, null)]
    [InlineData("events | project @timestamp | where @timestamp > ago(1h)", -60, null)]
    [InlineData("events | extend @timestamp = datetime(2020-01-01) | where @timestamp > ago(1h)", null, null)]
    public void Bounds_of_time_take_in_every_event_that_can_match(string hunt, int? fromMinutes, int? toMinutes)
    {
        var facts = Some.Query(hunt).Tables["events"];

        Assert.Equal(fromMinutes is { } from ? Now.AddMinutes(from) : null, facts.From);
        Assert.Equal(toMinutes is { } to ? Now.AddMinutes(to).AddTicks(9) : null, facts.To);
    }

    [Fact]
    public void Words_are_split_alike_in_characters_and_in_bytes()
    {
        var text = "GET /a_b?x=1 लॉगिन-É “q” İK";

        var words = WordSplitter.Split(text);

        Assert.Equal(["get", "a_b", "x", "1", "लॉगिन", "é", "“q”", "ik"], words);
        Assert.All(System.Text.Encoding.UTF8.GetBytes("é“”ल"), value => Assert.True(WordSplitter.IsWordByte(value)));
    }
}
