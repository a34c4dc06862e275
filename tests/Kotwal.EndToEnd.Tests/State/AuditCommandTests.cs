using Kotwal.EndToEnd.Tests.Program;
using Kotwal.Testing;

namespace Kotwal.EndToEnd.Tests.State;

/// <summary>What an auditor does on the host.</summary>
public sealed class AuditCommandTests
{
    [Fact]
    public async Task A_sound_trail_ends_with_0_and_one_whose_end_was_cut_off_with_1()
    {
        using var data = new TemporaryFolder();
        await KotwalProcess.CreateTokenAsync(data.Path, "ingest");
        File.Copy(data["audit.db"], data["earlier.db"]);
        await KotwalProcess.CreateTokenAsync(data.Path, "auditor");

        var sound = await KotwalProcess.RunAsync("audit", "verify", "--data", data.Path);
        File.Move(data["earlier.db"], data["audit.db"], overwrite: true);
        var cut = await KotwalProcess.RunAsync("audit", "verify", "--data", data.Path);

        Assert.StartsWith("sound    2 entries, head ", sound.Answer, StringComparison.Ordinal);
        Assert.Equal(0, sound.ExitCode);
        Assert.StartsWith("altered  at entry 2: the newest entries were cut off; entry 2 was noted in audit.head.", cut.Answer, StringComparison.Ordinal);
        Assert.Equal(1, cut.ExitCode);
    }

    [Fact]
    public async Task A_trail_without_its_note_is_not_provable_and_ends_with_1()
    {
        using var data = new TemporaryFolder();
        await KotwalProcess.CreateTokenAsync(data.Path, "ingest");
        File.Delete(data["audit.head"]);

        var verify = await KotwalProcess.RunAsync("audit", "verify", "--data", data.Path);

        Assert.StartsWith("not provable  1 entries follow each other, head ", verify.Answer, StringComparison.Ordinal);
        Assert.Equal(1, verify.ExitCode);
    }

    [Fact]
    public async Task An_export_has_every_entry_and_itself()
    {
        using var data = new TemporaryFolder();
        await KotwalProcess.CreateTokenAsync(data.Path, "ingest");

        var export = await KotwalProcess.RunAsync("audit", "export", "--data", data.Path, "--format", "csv");

        var lines = export.Answer.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["token.create", "audit.export"], lines.Skip(1).Select(line => line.Split(',')[3].Trim('"')));
    }

    [Theory]
    [InlineData("audit", "verify")]
    [InlineData("access", "recover", "--name", "asha")]
    public async Task A_folder_without_state_is_not_taken_for_a_server(params string[] command)
    {
        using var data = new TemporaryFolder();

        var refused = await KotwalProcess.RunAsync([.. command, "--data", data.Path]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Empty(Directory.GetFileSystemEntries(data.Path));
    }
}
