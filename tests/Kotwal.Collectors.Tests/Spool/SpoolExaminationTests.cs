using CsCheck;
using Kotwal.Collectors.Spool;
using Kotwal.Testing;

namespace Kotwal.Collectors.Tests.Spool;

public sealed class SpoolExaminationTests
{
    private const int Records = 200;

    [Fact]
    public async Task A_sound_spool_has_no_fault_and_is_not_changed()
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder.Path);
        var before = Contents(folder.Path);

        var verdict = SpoolExamination.Examine(folder.Path, Some.Cancel)!;

        Assert.Empty(verdict.Faults);
        Assert.Equal(Records, verdict.Records);
        Assert.True(verdict.Segments > 3);
        Assert.False(verdict.IsInUse);
        Assert.Equal(before, Contents(folder.Path));
    }

    [Fact]
    public async Task A_spool_in_use_is_examined_and_not_mended()
    {
        using var folder = new TemporaryFolder();
        await using var spool = Some.Spool(folder.Path, segmentBytes: 4096);
        await spool.AppendAsync("one");

        var verdict = SpoolExamination.Examine(folder.Path, Some.Cancel)!;

        Assert.True(verdict.IsInUse);
        Assert.Empty(verdict.Faults);
        Assert.Throws<IOException>(() => SpoolRepair.Mend(folder.Path, verdict, _ => { }));
    }

    [Fact]
    public void A_folder_without_a_spool_is_none()
    {
        using var folder = new TemporaryFolder();

        Assert.Null(SpoolExamination.Examine(folder.Path, Some.Cancel));
        Assert.Null(SpoolExamination.Examine(folder["absent"], Some.Cancel));
    }

    [Theory]
    [InlineData(SpoolFaultKind.TornTail)]
    [InlineData(SpoolFaultKind.DamagedBytes)]
    [InlineData(SpoolFaultKind.DamagedHead)]
    [InlineData(SpoolFaultKind.NoId)]
    [InlineData(SpoolFaultKind.NoCheckpoint)]
    public async Task What_is_damaged_is_told_set_aside_and_mended(SpoolFaultKind kind)
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder.Path);
        var expected = await TextsAsync(folder.Path);
        var name = Damage(folder.Path, kind);
        var damaged = File.ReadAllBytes(folder[name]);

        var verdict = SpoolExamination.Examine(folder.Path, Some.Cancel)!;
        var aside = new List<(string Name, byte[] Bytes)>();
        SpoolRepair.Mend(folder.Path, verdict, path => aside.Add((Path.GetFileName(path), File.ReadAllBytes(path))));
        var after = SpoolExamination.Examine(folder.Path, Some.Cancel)!;
        var found = await TextsAsync(folder.Path);

        Assert.Equal(kind, Assert.Single(verdict.Faults).Kind);
        Assert.Equal(name, verdict.Faults[0].File);
        Assert.Equal(damaged, Assert.Single(aside, copy => copy.Name == name).Bytes);
        Assert.Empty(after.Faults);
        Assert.Equal(verdict.Id, after.Id);
        Assert.Equal(expected.Where(found.Contains), found);
        Assert.InRange(expected.Count - found.Count, 0, kind is SpoolFaultKind.TornTail or SpoolFaultKind.DamagedBytes ? 1 : 0);
    }

    [Fact]
    public async Task A_missing_segment_is_told_and_what_is_gone_stays_told()
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder.Path);
        File.Delete(Segments(folder.Path)[1]);

        var verdict = SpoolExamination.Examine(folder.Path, Some.Cancel)!;
        SpoolRepair.Mend(folder.Path, verdict, _ => { });

        var fault = Assert.Single(verdict.Faults);
        Assert.Equal(SpoolFaultKind.MissingBytes, fault.Kind);
        Assert.False(fault.CanBeMended);
        Assert.Single(SpoolExamination.Examine(folder.Path, Some.Cancel)!.Faults);
    }

    [Fact]
    public async Task An_id_of_which_one_digit_changed_is_taken_from_the_segments()
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder.Path);
        var expected = await TextsAsync(folder.Path);
        var id = File.ReadAllBytes(folder["id"]);
        id[0] = (byte)(id[0] == '0' ? '1' : '0');
        File.WriteAllBytes(folder["id"], id);

        Assert.Equal(SpoolFaultKind.NoId, Assert.Single(SpoolExamination.Examine(folder.Path, Some.Cancel)!.Faults).Kind);
        Assert.Equal(expected, await TextsAsync(folder.Path));
        Assert.Empty(SpoolExamination.Examine(folder.Path, Some.Cancel)!.Faults);
    }

    [Fact]
    public async Task After_a_repair_of_any_damage_the_rest_is_read_without_a_word()
    {
        using var folder = new TemporaryFolder();
        await FillAsync(folder.Path);
        var expected = await TextsAsync(folder.Path);
        var segment = Segments(folder.Path)[1];
        var whole = File.ReadAllBytes(segment);

        await Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Int[1, 900], Gen.Int).SampleAsync(
            async (offset, length, seed) =>
            {
                var bytes = whole.ToArray();
                new Random(seed).NextBytes(bytes.AsSpan(offset, Math.Min(length, bytes.Length - offset)));
                File.WriteAllBytes(segment, bytes);
                SpoolRepair.Mend(folder.Path, SpoolExamination.Examine(folder.Path, Some.Cancel)!, _ => { });

                var found = await TextsAsync(folder.Path);
                Assert.Empty(SpoolExamination.Examine(folder.Path, Some.Cancel)!.Faults);
                Assert.Equal(expected.Where(found.Contains), found);
                Assert.InRange(expected.Count - found.Count, 0, 2 + (length / 40));
            },
            iter: 60,
            threads: 1);
    }

    private static string Damage(string folder, SpoolFaultKind kind)
    {
        var segments = Segments(folder);
        var path = kind switch
        {
            SpoolFaultKind.NoId => Path.Combine(folder, "id"),
            SpoolFaultKind.NoCheckpoint => Path.Combine(folder, "released"),
            SpoolFaultKind.TornTail => segments[^1],
            _ => segments[1],
        };
        var bytes = File.ReadAllBytes(path);
        bytes = kind switch
        {
            SpoolFaultKind.NoId or SpoolFaultKind.NoCheckpoint => "?"u8.ToArray(),
            SpoolFaultKind.TornTail => bytes[..^9],
            SpoolFaultKind.DamagedHead => [(byte)(bytes[0] ^ 1), .. bytes[1..]],
            _ => [.. bytes[..^20], (byte)(bytes[^20] ^ 1), .. bytes[^19..]],
        };
        File.WriteAllBytes(path, bytes);
        return Path.GetFileName(path);
    }

    private static async Task FillAsync(string folder)
    {
        await using var spool = Some.Spool(folder, segmentBytes: 4096);
        for (var i = 0; i < Records; i++)
        {
            await spool.AppendAsync($"record {i} {new string('.', i * 7 % 90)}");
        }

        await spool.ReleaseAsync(1, Some.Cancel);
    }

    private static async Task<List<string>> TextsAsync(string folder)
    {
        await using var spool = Some.Spool(folder, segmentBytes: 4096);
        return await spool.TextsAsync();
    }

    private static List<string> Segments(string folder) => [.. Directory.GetFiles(folder, "*.segment").Order(StringComparer.Ordinal)];

    private static List<(string, string)> Contents(string folder) =>
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Where(path => !path.EndsWith("lock", StringComparison.Ordinal)).Select(path => (path, Convert.ToBase64String(File.ReadAllBytes(path))))];
}
