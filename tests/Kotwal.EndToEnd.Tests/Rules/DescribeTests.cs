using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.Rules;

/// <summary><c>kotwal rules describe</c>.</summary>
public sealed class DescribeTests
{
    [Fact]
    public async Task Rules_of_a_file_are_said_in_words_and_correlations_by_the_titles_of_their_rules()
    {
        var described = await KotwalProcess.RunAsync("rules", "describe", Path.Combine(Repository.Root, "content", "rules", "linux", "ssh_password_guessing.yml"));

        Assert.Equal(0, described.ExitCode);
        Assert.StartsWith("Login over SSH refused  (7f150524-34b9-45df-9e77-69b10f4205b4)\n  event.action is ssh_login, and event.outcome is failure\n", described.Answer, StringComparison.Ordinal);
        Assert.Contains("\n  At least 8 events of \"Login over SSH refused\" with the same source.ip and host.name within 2 minutes\n", described.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_bad_input() =>
        Assert.Equal(2, (await KotwalProcess.RunAsync("rules", "describe", "/no/such/rule.yml")).ExitCode);
}
