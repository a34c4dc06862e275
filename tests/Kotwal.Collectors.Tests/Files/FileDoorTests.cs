using Kotwal.Testing;

namespace Kotwal.Collectors.Tests.Files;

public sealed class FileDoorContractTests : DoorContract
{
    private protected override (string Source, string Kind, int MaxBytes) Door => ("eve", "file", 1 << 20);

    private protected override (string Key, string Value)[] Settings =>
        [("Files:Follow:0:Path", "{folder}/eve.json"), ("Files:Follow:0:Source", "eve")];

    private protected override Task SendAsync(RunningDoors doors, IReadOnlyList<string> records) =>
        File.AppendAllTextAsync(Path.Combine(doors.Folder, "eve.json"), string.Join('\n', records) + "\n", Some.Cancel);
}

public sealed class FileDoorTests
{
    private static readonly (string, string)[] OneFile =
        [("Files:Follow:0:Path", "{folder}/app.log"), ("Files:Follow:0:Source", "app")];

    [Fact]
    public async Task A_line_waits_for_its_end()
    {
        await using var doors = await RunningDoors.StartAsync(OneFile);
        var path = Path.Combine(doors.Folder, "app.log");

        await File.AppendAllTextAsync(path, "one\ntw", Some.Cancel);
        var first = await doors.ReadAsync(1);
        await File.AppendAllTextAsync(path, "o\n", Some.Cancel);
        var second = await doors.ReadAsync(1);

        Assert.Equal("one", Assert.Single(first).Text);
        Assert.Equal(("two", path), (Assert.Single(second).Text, second[0].Origin.Sender));
    }

    [Fact]
    public async Task A_renamed_file_is_read_to_its_end_and_its_successor_from_its_beginning()
    {
        await using var doors = await RunningDoors.StartAsync([.. OneFile, ("Files:DrainTime", "00:00:00.2")]);
        var path = Path.Combine(doors.Folder, "app.log");
        await File.AppendAllTextAsync(path, "one\n", Some.Cancel);
        await doors.ReadAsync(1);
        await using var writer = new StreamWriter(path, append: true);

        File.Move(path, path + ".1");
        await File.AppendAllTextAsync(path, "three\n", Some.Cancel);
        var three = await doors.ReadAsync(1);
        await writer.WriteAsync("two\nlast without an end");
        await writer.FlushAsync(Some.Cancel);
        var two = await doors.ReadAsync(2);

        Assert.Equal("three", three[0].Text);
        Assert.Equal(["two", "last without an end"], two.Select(record => record.Text));
    }

    [Theory]
    [InlineData("x\n")]
    [InlineData("another beginning, and longer than all that was there before\n")]
    public async Task A_truncated_file_is_read_from_its_beginning(string content)
    {
        await using var doors = await RunningDoors.StartAsync(OneFile);
        var path = Path.Combine(doors.Folder, "app.log");
        await File.AppendAllTextAsync(path, "one\ntwo\n", Some.Cancel);
        await doors.ReadAsync(2);

        await using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(0);
            await file.WriteAsync(Some.Bytes(content), Some.Cancel);
        }

        Assert.Equal(content.TrimEnd(), Assert.Single(await doors.ReadAsync(1)).Text);
    }

    [Fact]
    public async Task A_pattern_finds_files_as_they_come()
    {
        await using var doors = await RunningDoors.StartAsync(
            ("Files:Follow:0:Path", "{folder}/zeek/**/*.log"), ("Files:Follow:0:Source", "zeek"), ("Files:Follow:0:Format", "zeek"));
        Directory.CreateDirectory(Path.Combine(doors.Folder, "zeek/current"));

        await File.WriteAllTextAsync(Path.Combine(doors.Folder, "zeek/current/conn.log"), "conn\n", Some.Cancel);
        var first = await doors.ReadAsync(1);
        await File.WriteAllTextAsync(Path.Combine(doors.Folder, "zeek/dns.log"), "dns\n", Some.Cancel);
        var second = await doors.ReadAsync(1);

        Assert.Equal(("conn", "zeek"), (first[0].Text, first[0].Origin.Format));
        Assert.Equal("dns", second[0].Text);
    }

    [Fact]
    public async Task After_a_restart_reading_goes_on_where_it_was()
    {
        using var folder = new TemporaryFolder();
        var path = folder["app.log"];
        await File.WriteAllTextAsync(path, "one\ntwo\nthr", Some.Cancel);
        await using (var doors = await RunningDoors.StartInAsync(folder, OneFile))
        {
            await doors.ReadAsync(2);
        }

        await File.AppendAllTextAsync(path, "ee\n", Some.Cancel);
        await using var restarted = await RunningDoors.StartInAsync(folder, OneFile);
        var all = await restarted.AllAfterAsync(() => File.AppendAllTextAsync(path, "four\n", Some.Cancel), "four");

        Assert.Equal(["one", "two", "three", "four"], all);
    }

    [Fact]
    public async Task A_file_renamed_while_the_program_was_down_is_read_to_its_end()
    {
        using var folder = new TemporaryFolder();
        var path = folder["app.log"];
        await File.WriteAllTextAsync(path, "one\n", Some.Cancel);
        await using (var doors = await RunningDoors.StartInAsync(folder, OneFile))
        {
            await doors.ReadAsync(1);
        }

        await File.AppendAllTextAsync(path, "two\n", Some.Cancel);
        File.Move(path, path + ".1");
        await File.WriteAllTextAsync(path, "three\n", Some.Cancel);
        await using var restarted = await RunningDoors.StartInAsync(folder, OneFile);
        var all = (await restarted.ReadAsync(3)).Select(record => record.Text);

        Assert.Equal(["one", "three", "two"], all.Order());
    }

    [Fact]
    public async Task Lines_that_are_durable_but_not_in_the_checkpoint_are_not_read_twice()
    {
        using var folder = new TemporaryFolder();
        var path = folder["app.log"];
        await File.WriteAllTextAsync(path, "one\n", Some.Cancel);
        await using (var doors = await RunningDoors.StartInAsync(folder, OneFile))
        {
            await doors.ReadAsync(1);
        }

        File.Copy(folder["followed.json"], folder["followed.before"]);
        await using (var doors = await RunningDoors.StartInAsync(folder, OneFile))
        {
            await File.AppendAllTextAsync(path, "same\r\n\r\nsame\nlast\n", Some.Cancel);
            await doors.ReadAsync(4);
        }

        File.Move(folder["followed.before"], folder["followed.json"], overwrite: true);
        await using var restarted = await RunningDoors.StartInAsync(folder, OneFile);
        var all = await restarted.AllAfterAsync(() => File.AppendAllTextAsync(path, "after\n", Some.Cancel), "after");

        Assert.Equal(["one", "same", "same", "last", "after"], all);
    }

    [Fact]
    public async Task What_was_there_before_may_be_left_out()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["app.log"], "old\n", Some.Cancel);
        await using var doors = await RunningDoors.StartInAsync(folder, [.. OneFile, ("Files:Follow:0:Start", "End")]);
        await Until.TrueAsync(() => File.Exists(folder["followed.json"]));

        await File.AppendAllTextAsync(folder["app.log"], "new\n", Some.Cancel);

        Assert.Equal("new", Assert.Single(await doors.ReadAsync(1)).Text);
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_start_and_names_the_key()
    {
        var refusal = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            RunningDoors.StartAsync(("Files:Follow:0:Path", "relative.log"), ("Files:Follow:0:Source", "app")));

        Assert.Contains("Collectors:Files:Follow:0: Path must be absolute", refusal.Message, StringComparison.Ordinal);
    }
}
