using Kotwal.Lake.Manifest;
using Kotwal.Testing;

namespace Kotwal.Lake.Tests.Manifest;

public sealed class LeaseTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 14);

    private readonly TemporaryFolder temporary = new();

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void A_removed_file_stays_as_long_as_a_reader_may_need_it()
    {
        using var folder = LakeFolder.Open(temporary.Path, new LakeFiles());
        var path = WriteListed(folder);
        var lease = folder.Lease(out _);
        Remove(folder, path);

        folder.Sweep();
        var isThereWhileRead = File.Exists(folder.FullPath(path));
        lease.Dispose();
        folder.Sweep();

        Assert.True(isThereWhileRead);
        Assert.False(File.Exists(folder.FullPath(path)));
    }

    [Fact]
    public void A_reader_that_came_later_does_not_hold_the_file()
    {
        using var folder = LakeFolder.Open(temporary.Path, new LakeFiles());
        var path = WriteListed(folder);
        Remove(folder, path);
        using var late = folder.Lease(out _);

        folder.Sweep();

        Assert.False(File.Exists(folder.FullPath(path)));
    }

    [Fact]
    public void A_reader_in_another_process_holds_every_file()
    {
        using var folder = LakeFolder.Open(temporary.Path, new LakeFiles());
        var path = WriteListed(folder);
        var foreign = ReaderLeases.TryTakeForeign(temporary.Path);
        Remove(folder, path);

        folder.Sweep();
        var isThereWhileRead = File.Exists(folder.FullPath(path));
        foreign!.Dispose();
        folder.Sweep();

        Assert.True(isThereWhileRead);
        Assert.False(File.Exists(folder.FullPath(path)));
    }

    [Fact]
    public void The_lease_of_a_process_that_died_holds_nothing()
    {
        using var folder = LakeFolder.Open(temporary.Path, new LakeFiles());
        var path = WriteListed(folder);
        Directory.CreateDirectory(Path.Combine(temporary.Path, "leases"));
        File.WriteAllText(Path.Combine(temporary.Path, "leases", "dead.lease"), "");
        Remove(folder, path);

        folder.Sweep();

        Assert.False(File.Exists(folder.FullPath(path)));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(temporary.Path, "leases")));
    }

    [Fact]
    public void What_no_manifest_lists_is_removed_once_that_is_known_to_be_the_newest_and_no_new_file_takes_its_name()
    {
        using (var folder = LakeFolder.Open(temporary.Path, new LakeFiles()))
        {
            folder.Write(folder.NewPath(Day, "standard"), "left over"u8);
            File.WriteAllText(folder.TemporaryPath(folder.NewPath(Day, "standard")), "half");
            File.WriteAllText(folder.TemporaryPath(ManifestFile.Name), "half");
        }

        using var again = LakeFolder.Open(temporary.Path, new LakeFiles());

        Assert.Single(Directory.EnumerateFiles(temporary.Path, "000*", SearchOption.AllDirectories));
        again.RemoveLeftOver();
        Assert.Empty(Directory.EnumerateDirectories(temporary.Path, "day=*"));
        Assert.Empty(Directory.EnumerateFiles(temporary.Path, "*.tmp"));
        Assert.Equal("day=2026-03-14/class=standard/0000000003.parquet", again.NewPath(Day, "standard"));
    }

    [Fact]
    public void A_second_writer_is_refused()
    {
        using var first = LakeFolder.Open(temporary.Path, new LakeFiles());

        var refusal = Assert.Throws<IOException>(() => LakeFolder.Open(temporary.Path, new LakeFiles()));

        Assert.Contains("in use", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Segments_without_a_manifest_are_not_taken_for_left_overs()
    {
        string path;
        using (var folder = LakeFolder.Open(temporary.Path, new LakeFiles()))
        {
            path = folder.FullPath(WriteListed(folder));
        }

        File.Delete(Path.Combine(temporary.Path, ManifestFile.Name));

        Assert.Throws<IOException>(() => LakeFolder.Open(temporary.Path, new LakeFiles()));
        Assert.True(File.Exists(path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\":1,")]
    [InlineData("{\"version\":4,\"sequence\":0,\"nextFile\":1,\"storedUpTo\":{},\"segments\":[],\"folded\":{}}")]
    [InlineData("null")]
    public void A_manifest_that_cannot_be_read_stops_the_opening(string manifest)
    {
        File.WriteAllText(Path.Combine(temporary.Path, ManifestFile.Name), manifest);

        Assert.Throws<IOException>(() => LakeFolder.Open(temporary.Path, new LakeFiles()));
    }

    private static string WriteListed(LakeFolder folder)
    {
        var path = folder.NewPath(Day, "standard");
        var segment = new Segment(path, Day, 1, 1, 7, folder.Write(path, "content"u8), SegmentBounds.None, [Some.Range(0, 1)]);
        folder.Change(manifest => manifest.Append([segment], Some.Range(0, 1)), [path], []);
        return path;
    }

    private static void Remove(LakeFolder folder, string path) => folder.Change(
        manifest => manifest.Merge([.. manifest.Segments.Where(segment => segment.Path == path)], []), [], [path]);
}
