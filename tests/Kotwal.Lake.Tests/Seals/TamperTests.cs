using System.Text.Json.Nodes;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Seals;

namespace Kotwal.Lake.Tests.Seals;

/// <summary>Whoever can write to the folder and has not the key is found out.</summary>
public sealed class TamperTests
{
    [Fact]
    public async Task A_flipped_bit_anywhere_in_a_segment_a_seal_or_a_signature_is_found_and_named()
    {
        using var lake = await SealedLake.MakeAsync();
        var random = new Random(20261123);
        string[] files = [.. lake.Segments, .. Directory.GetFiles(lake["seals"])];
        for (var round = 0; round < 300; round++)
        {
            var file = files[random.Next(files.Length)];
            var (at, bit) = (random.Next((int)new FileInfo(file).Length), 1 << random.Next(8));
            Flip(file, at, bit);

            var verdict = await lake.VerifyAsync();

            Assert.False(verdict.IsSound, $"{file} at {at}, bit {bit}");
            var stem = Path.GetFileNameWithoutExtension(file);
            Assert.Contains(verdict.Faults, fault => Path.GetFileNameWithoutExtension(fault.Path) == stem);
            Flip(file, at, bit);
        }

        Assert.True((await lake.VerifyAsync()).IsSound);
    }

    [Theory]
    [InlineData("path")]
    [InlineData("sha256")]
    [InlineData("previous")]
    [InlineData("key")]
    public async Task A_seal_without_one_of_its_members_is_named_as_none(string member)
    {
        using var lake = await SealedLake.MakeAsync();
        var file = lake["seals/0000000001.json"];
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace($"\"{member}\"", "\"other\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var verdict = await lake.VerifyAsync();

        Assert.Contains(verdict.Faults, fault => fault is { Kind: LakeFaultKind.Altered, Path: "seals/0000000001.json" });
    }

    [Fact]
    public async Task Every_file_that_is_taken_away_is_missed()
    {
        using var lake = await SealedLake.MakeAsync();
        foreach (var file in (string[])[.. lake.Segments, .. Directory.GetFiles(lake["seals"])])
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            File.Delete(file);

            var verdict = await lake.VerifyAsync();

            Assert.Contains(
                verdict.Faults, fault => fault.Kind == LakeFaultKind.Missing && Path.GetFullPath(lake[fault.Path]) == file);
            await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Seals_that_change_places_are_found_with_their_signatures_in_order()
    {
        using var lake = await SealedLake.MakeAsync();
        Swap(lake["seals/0000000002.json"], lake["seals/0000000003.json"]);
        Swap(lake["seals/0000000002.sig"], lake["seals/0000000003.sig"]);

        var verdict = await lake.VerifyAsync();

        Assert.Equal([2L, 3L], verdict.Faults.Where(fault => fault.Kind == LakeFaultKind.Reordered).Select(fault => fault.Seal!.Value));
    }

    [Fact]
    public async Task Segments_that_change_places_are_found()
    {
        using var lake = await SealedLake.MakeAsync();
        Swap(lake.Segments[0], lake.Segments[2]);

        var verdict = await lake.VerifyAsync();

        Assert.Equal([LakeFaultKind.Altered, LakeFaultKind.Altered], verdict.Faults.Select(fault => fault.Kind));
        Assert.All(verdict.Faults, fault => Assert.NotNull(fault.SoundAt));
    }

    [Fact]
    public async Task A_segment_that_was_written_anew_with_its_entry_in_the_manifest_contradicts_its_seal()
    {
        using var lake = await SealedLake.MakeAsync();
        var dayFile = Directory.GetFiles(lake["day=2026-03-14"], "*.json").Single();
        var bytes = await File.ReadAllBytesAsync(lake.Segments[^1], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(lake.Segments[0], bytes, TestContext.Current.CancellationToken);
        var segments = JsonNode.Parse(await File.ReadAllTextAsync(dayFile, TestContext.Current.CancellationToken))!.AsArray();
        var entry = segments.Single(one => lake.Segments[0].EndsWith(one!["path"]!.GetValue<string>(), StringComparison.Ordinal))!;
        entry["sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        entry["bytes"] = bytes.Length;
        await File.WriteAllTextAsync(dayFile, segments.ToJsonString(), TestContext.Current.CancellationToken);

        var verdict = await lake.VerifyAsync();

        Assert.Equal([LakeFaultKind.Contradicted, LakeFaultKind.Altered], verdict.Faults.Select(fault => fault.Kind));
    }

    [Fact]
    public async Task A_chain_that_was_cut_short_shows_in_the_manifest()
    {
        using var lake = await SealedLake.MakeAsync();
        File.Delete(lake["seals/0000000005.json"]);
        File.Delete(lake["seals/0000000005.sig"]);

        Assert.Contains((await lake.VerifyAsync()).Faults, fault => fault is { Kind: LakeFaultKind.Missing, Seal: 5 });
    }

    [Fact]
    public async Task A_chain_that_was_cut_short_with_the_manifest_shows_by_what_was_left_and_by_what_was_noted_elsewhere()
    {
        using var lake = await SealedLake.MakeAsync();
        var head = (await lake.VerifyAsync()).Head!;
        Rewind(lake, 4);

        var withFiles = await lake.VerifyAsync();
        File.Delete(lake["seals/0000000005.json"]);
        File.Delete(lake["seals/0000000005.sig"]);
        var withoutFiles = await lake.VerifyAsync();
        DropSegmentsOf(lake, 5);
        var clean = await lake.VerifyAsync();
        var noted = await lake.VerifyAsync(new NotedSeal(5, head));

        Assert.Equal(2, withFiles.Faults.Count(fault => fault.Kind == LakeFaultKind.Extra));
        Assert.Contains(withoutFiles.Faults, fault => fault.Kind == LakeFaultKind.Contradicted);
        Assert.Empty(clean.Faults);
        Assert.Contains(noted.Faults, fault => fault is { Kind: LakeFaultKind.CutShort, Seal: 5 });
    }

    [Fact]
    public async Task A_chain_that_was_written_anew_with_another_key_is_signed_by_nobody_known()
    {
        using var lake = await SealedLake.MakeAsync();
        using var other = await SealedLake.MakeAsync();
        foreach (var file in Directory.GetFiles(other["seals"]))
        {
            File.Copy(file, lake["seals/" + Path.GetFileName(file)], overwrite: true);
        }

        var verdict = await lake.VerifyAsync();

        Assert.Equal(5, verdict.Faults.Count(fault => fault.Kind == LakeFaultKind.UnknownKey));
    }

    [Theory]
    [InlineData("day=2026-03-14/class=standard/0000000099.parquet")]
    [InlineData("day=2026-03-14/class=standard/planted.parquet")]
    [InlineData("day=2027-01-01/0000000001.parquet")]
    [InlineData("seals/0000000006.json")]
    [InlineData("seals/0000000006.sig")]
    [InlineData("seals/1.json")]
    public async Task What_somebody_puts_there_is_extra(string path)
    {
        using var lake = await SealedLake.MakeAsync();
        Directory.CreateDirectory(Path.GetDirectoryName(lake[path])!);
        File.Copy(lake.Segments[0], lake[path]);

        var fault = Assert.Single((await lake.VerifyAsync()).Faults);

        Assert.Equal((LakeFaultKind.Extra, path), (fault.Kind, fault.Path));
    }

    [Fact]
    public async Task A_manifest_that_is_gone_or_damaged_is_a_fault()
    {
        using var lake = await SealedLake.MakeAsync();
        await File.WriteAllTextAsync(lake[ManifestFile.Name], "{", TestContext.Current.CancellationToken);
        var damaged = await lake.VerifyAsync();
        File.Delete(lake[ManifestFile.Name]);
        var gone = await lake.VerifyAsync();

        Assert.All([damaged, gone], verdict => Assert.Equal(LakeFaultKind.Unreadable, Assert.Single(verdict.Faults).Kind));
    }

    private static void Rewind(SealedLake lake, long sequence)
    {
        var json = JsonNode.Parse(File.ReadAllText(lake[ManifestFile.Name]))!;
        json["sealed"]!["sequence"] = sequence;
        json["sealed"]!["sha256"] = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(lake[$"seals/{sequence:D10}.json"])));
        File.WriteAllText(lake[ManifestFile.Name], json.ToJsonString());
    }

    private static void DropSegmentsOf(SealedLake lake, long seal)
    {
        foreach (var file in Directory.GetFiles(lake.Lake, "*.json", SearchOption.AllDirectories).Where(file => file.Contains("day=", StringComparison.Ordinal)))
        {
            var segments = JsonNode.Parse(File.ReadAllText(file))!.AsArray();
            foreach (var gone in segments.Where(one => one!["seal"]!.GetValue<long>() == seal).ToList())
            {
                File.Delete(lake[gone!["path"]!.GetValue<string>()]);
                segments.Remove(gone);
            }

            File.WriteAllText(file, segments.ToJsonString());
        }
    }

    private static void Flip(string file, int at, int bit)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= (byte)bit;
        File.WriteAllBytes(file, bytes);
    }

    private static void Swap(string one, string other)
    {
        File.Move(one, one + ".aside");
        File.Move(other, one);
        File.Move(one + ".aside", other);
    }
}
