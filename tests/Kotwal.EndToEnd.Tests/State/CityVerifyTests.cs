using System.Text;
using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.State;

/// <summary>Whether the ledger of facts is what was recorded.</summary>
public sealed class CityVerifyTests
{
    [Fact]
    public async Task A_sound_ledger_ends_with_0_and_one_of_which_a_fact_was_altered_with_1()
    {
        using var data = new TemporaryFolder();
        using var files = new TemporaryFolder();
        await ImportAsync(data, files["first.csv"], "10.0.0.1");
        await ImportAsync(data, files["second.csv"], "10.0.0.2");

        var sound = await KotwalProcess.RunAsync("city", "verify", "--data", data.Path);
        Alter(data.Path, "note-of-10.0.0.2", "note-of-10.0.0.9");
        var altered = await KotwalProcess.RunAsync("city", "verify", "--data", data.Path);

        Assert.Matches("^sound    2 recordings, [0-9]+ facts, head [0-9a-f]{64}", sound.Answer);
        Assert.Equal(0, sound.ExitCode);
        Assert.StartsWith("altered  at recording 2", altered.Answer, StringComparison.Ordinal);
        Assert.Equal(1, altered.ExitCode);
    }

    [Fact]
    public async Task A_folder_without_state_is_not_taken_for_a_city()
    {
        using var data = new TemporaryFolder();

        Assert.Equal(2, (await KotwalProcess.RunAsync("city", "verify", "--data", data.Path)).ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(data.Path));
    }

    private static async Task ImportAsync(TemporaryFolder data, string file, string address)
    {
        await File.WriteAllTextAsync(file, $"kind,ip,note\nasset,{address},note-of-{address}\n", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await KotwalProcess.RunAsync("city", "import", "--data", data.Path, file)).ExitCode);
    }

    // As somebody does who can write to the folder: the text is changed where it lies.
    private static void Alter(string folder, string text, string other)
    {
        var found = 0;
        foreach (var file in Directory.GetFiles(folder, "*.db*"))
        {
            var bytes = File.ReadAllBytes(file);
            for (var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)); at >= 0; at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)))
            {
                Encoding.UTF8.GetBytes(other, bytes.AsSpan(at));
                found++;
            }

            File.WriteAllBytes(file, bytes);
        }

        Assert.NotEqual(0, found);
    }
}
