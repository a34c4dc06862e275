using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kotwal.Hunt;
using Kotwal.Hunt.Sql;
using Kotwal.Lake.Cold;
using Kotwal.Lake.Columns;
using Kotwal.Lake.DuckDb;
using Kotwal.Lake.Manifest;
using Kotwal.Lake.Parquet;
using Kotwal.Lake.Results;
using Kotwal.Lake.Retention;
using Kotwal.Lake.Seals;
using Kotwal.Lake.Words;

namespace Kotwal.Lake.Evidence;

/// <summary>
/// Makes packages of evidence: events with all that a third party needs to check them without Kotwal. Reads a lake that another process may
/// be writing to; the engine runs inside this process, and only one part of the events is in memory at a time.
/// </summary>
public sealed class EvidencePackage : IAsyncDisposable
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string folder;
    private readonly string scratch;
    private readonly string temporary = Directory.CreateTempSubdirectory("kotwal-").FullName;
    private readonly SealKey key;
    private readonly TimeProvider clock;
    private readonly InProcessEngine engine;
    private readonly SegmentPruning pruning;
    private readonly ColdObjects? objects;
    private readonly ColdCache cold;

    private EvidencePackage(LakeOptions options, SealKey key, TimeProvider clock)
    {
        this.key = key;
        this.clock = clock;
        folder = Path.GetFullPath(options.Folder);
        scratch = Path.Combine(folder, "tmp", "evidence-" + Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
        engine = new InProcessEngine(new DuckDbSettings(
            folder, temporary, options.ReaderMemoryMegabytes, options.MaxTemporaryMegabytes, options.ReaderThreads));
        pruning = new SegmentPruning(new WordFilterCache(folder, options.WordFilterMegabytes * 1024L * 1024L));
        objects = ColdStores.Open(options.Cold, new LakeFiles());
        cold = new ColdCache(folder, ColdCache.BelowScratch(clock), objects, options.Cold.CacheMegabytes * 1024L * 1024L);
    }

    /// <summary>Opens the lake in the options' folder, and the key that the package is signed with.</summary>
    /// <exception cref="IOException">There is no lake.</exception>
    /// <exception cref="InvalidDataException">There is no key.</exception>
    public static EvidencePackage Open(LakeOptions options, TimeProvider clock)
    {
        if (!ManifestFile.Exists(Path.GetFullPath(options.Folder)))
        {
            throw new IOException($"There is no lake in {options.Folder}.");
        }

        return File.Exists(options.SealKeyFile)
            ? new(options, SealKey.Load(options.SealKeyFile), clock)
            : throw new InvalidDataException($"There is no key to sign with at '{options.SealKeyFile}'; the server makes it when it starts.");
    }

    /// <summary>Writes a package.</summary>
    /// <exception cref="FormatException">The filter is none.</exception>
    /// <exception cref="IOException">The lake cannot be read, or the package not written.</exception>
    public async Task<EvidenceResult> WriteAsync(EvidenceOrder order, Stream output, CancellationToken cancel)
    {
        var hunt = order.Filter.ToHunt();
        var now = clock.GetUtcNow();
        using var lease = ReaderLeases.TryTakeForeign(folder);
        Directory.CreateDirectory(scratch);
        var findings = await FindAsync(hunt, now, cancel).ConfigureAwait(false);
        using var archive = new EvidenceArchive(output);
        await archive.AddAsync("README.txt", EvidenceText.Readme(key.PublicKey.Fingerprint), cancel).ConfigureAwait(false);
        await archive.AddAsync("custody.txt", EvidenceText.Custody(order, now, findings, key.PublicKey.Fingerprint), cancel).ConfigureAwait(false);
        await archive.AddAsync("query.json", Describe(order, now, findings), cancel).ConfigureAwait(false);
        await archive.AddAsync("key.pem", key.PublicKey.Pem, cancel).ConfigureAwait(false);
        await AddEventsAsync(archive, hunt, now, findings, cancel).ConfigureAwait(false);
        await AddSealsAsync(archive, findings, cancel).ConfigureAwait(false);
        if (order.HasSegments)
        {
            foreach (var segment in findings.Segments)
            {
                using var fetched = await cold.TakeAsync([segment], cancel).ConfigureAwait(false);
                await archive.AddFileAsync("lake/" + segment.Path, Path.Combine(folder, fetched.Place([segment])[0].Path), cancel).ConfigureAwait(false);
            }
        }

        return new EvidenceResult(findings.Rows, findings.Segments.Count, archive.Finish(key));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await engine.DisposeAsync().ConfigureAwait(false);
        cold.Dispose();
        objects?.Dispose();
        key.Dispose();
        Directory.Delete(temporary, recursive: true);
        if (Directory.Exists(scratch))
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private async Task<EvidenceFindings> FindAsync(HuntQuery hunt, DateTimeOffset now, CancellationToken cancel)
    {
        var manifest = ManifestFile.Load(folder);
        var faults = new FaultList();
        var chain = new ChainCheck(folder, PublicKeys(), [], faults);
        await chain.WalkAsync(manifest.Sealed, cancel).ConfigureAwait(false);
        var found = new List<Segment>();
        var rows = 0L;
        var facts = HoldRows.FactsOf(hunt, now);
        foreach (var segment in manifest.All().Where(segment => pruning.MayHold(segment, facts)).OrderBy(segment => segment.Bounds.IngestedFrom).ThenBy(segment => segment.Path, StringComparer.Ordinal))
        {
            using var fetched = await cold.TakeAsync([segment], cancel).ConfigureAwait(false);
            var file = fetched.Place([segment])[0];
            var count = await CountAsync(HoldRows.CountOf(folder, [file], hunt, now), cancel).ConfigureAwait(false);
            if (count > 0)
            {
                found.Add(segment);
                rows += count;
                await CheckAsync(segment, file.Path, chain, faults, cancel).ConfigureAwait(false);
            }
        }

        return new EvidenceFindings(manifest, found, rows, faults.Kept);
    }

    // The keys that the lake itself names; whether they are the city's, the one who checks must ask the city.
    private List<SealPublicKey> PublicKeys()
    {
        var keys = Path.Combine(folder, SealFiles.KeyFolder);
        return [.. (Directory.Exists(keys) ? Directory.GetFiles(keys, "*.pem") : []).Select(SealPublicKey.Load).Append(key.PublicKey).DistinctBy(one => one.Fingerprint)];
    }

    private async Task CheckAsync(Segment segment, string path, ChainCheck chain, FaultList faults, CancellationToken cancel)
    {
        var stated = chain.Live.GetValueOrDefault(segment.Path);
        await using var file = new FileStream(Path.Combine(folder, path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel).ConfigureAwait(false)) != (stated?.Stated.Sha256 ?? segment.Sha256))
        {
            faults.Add(LakeFaultKind.Altered, segment, "The file's bytes are others than were stored.", stated);
        }
        else if (stated is null && segment.Seal is not null)
        {
            faults.Add(LakeFaultKind.Contradicted, segment, "No seal states it.", stated);
        }
    }

    private async Task AddEventsAsync(EvidenceArchive archive, HuntQuery hunt, DateTimeOffset now, EvidenceFindings findings, CancellationToken cancel)
    {
        var path = Path.Combine(scratch, "events.parquet");
        if (findings.Rows == 0)
        {
            await archive.AddAsync("events.jsonl", "", cancel).ConfigureAwait(false);
            return;
        }

        // All at once: the events are put in order over all of them.
        using var fetched = await cold.TakeAsync(findings.Segments, cancel).ConfigureAwait(false);
        var rows = new HoldRows(folder, fetched.Place(findings.Segments)).Or(hunt, now);
        await RunAsync(rows.CopyTo(path), cancel).ConfigureAwait(false);
        await archive.AddFileAsync("events.parquet", path, cancel).ConfigureAwait(false);
        await archive.AddAsync("events.jsonl", stream => WriteLinesAsync(path, findings.Rows, stream, cancel)).ConfigureAwait(false);
    }

    private async Task WriteLinesAsync(string path, long rows, Stream stream, CancellationToken cancel)
    {
        var copy = new Segment(Path.GetFileName(path), default, LakeColumns.Layout, rows, 0, "", SegmentBounds.None, []);
        var written = 0L;
        for (var from = 0L; from < rows; from += SegmentSchema.RowGroupRows)
        {
            var condition = string.Create(CultureInfo.InvariantCulture, $"file_row_number >= {from} AND file_row_number < {from + SegmentSchema.RowGroupRows}");
            var source = SegmentRelation.Of(scratch, SegmentChoice.All([copy]), null, null, condition);
            var sql = SqlTranslator.Translate(
                HuntQuery.Parse("| sort by @timestamp asc, event.id asc").Query!, LakeHuntTable.Schema,
                new SqlOptions(clock.GetUtcNow()) { Sources = new Dictionary<string, string> { [LakeHuntTable.Instance.Name] = source } }).Query!;
            var page = await RunAsync(new DuckDbStatement(sql.Text, sql.Parameters, int.MaxValue, long.MaxValue), cancel).ConfigureAwait(false);
            var (columns, spread) = EventRows.Spread(sql.Columns, page.Rows);
            foreach (var row in spread)
            {
                await stream.WriteAsync(ResultJson.Line(columns, row), cancel).ConfigureAwait(false);
            }

            written += spread.Count;
        }

        if (written != rows)
        {
            throw new IOException($"The package would have {written} lines of JSON for {rows} events.");
        }
    }

    private async Task AddSealsAsync(EvidenceArchive archive, EvidenceFindings findings, CancellationToken cancel)
    {
        foreach (var known in PublicKeys())
        {
            await archive.AddAsync($"keys/{known.Fingerprint}.pem", known.Pem, cancel).ConfigureAwait(false);
        }

        await archive.AddAsync("lake/" + ManifestFile.Name, ManifestFile.ToJson(findings.Manifest), cancel).ConfigureAwait(false);
        foreach (var day in findings.Manifest.Folded.Values.Where(day => findings.Segments.Any(segment => segment.Day == day.Day)))
        {
            await archive.AddFileAsync("lake/" + day.Path, Path.Combine(folder, day.Path), cancel).ConfigureAwait(false);
        }

        for (var sequence = 1L; sequence <= (findings.Manifest.Sealed?.Sequence ?? 0); sequence++)
        {
            foreach (var path in new[] { SealFiles.Statement(sequence), SealFiles.Signature(sequence) }.Where(path => File.Exists(Path.Combine(folder, path))))
            {
                await archive.AddFileAsync("lake/" + path, Path.Combine(folder, path), cancel).ConfigureAwait(false);
            }
        }
    }

    private static byte[] Describe(EvidenceOrder order, DateTimeOffset now, EvidenceFindings findings)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("version", 1);
            json.WriteString("query", order.Filter.Query);
            WriteTime(json, "from", order.Filter.From);
            WriteTime(json, "to", order.Filter.To);
            WriteTime(json, "askedAt", now);
            json.WriteString("askedBy", order.MadeBy);
            json.WriteString("subject", order.Subject);
            json.WriteNumber("events", findings.Rows);
            json.WriteBoolean("sound", findings.IsSound);
            json.WriteStartArray("segments");
            foreach (var segment in findings.Segments)
            {
                json.WriteStartObject();
                json.WriteString("path", segment.Path);
                json.WriteString("sha256", segment.Sha256);
                json.WriteNumber("rows", segment.Rows);
                if (segment.Seal is { } seal)
                {
                    json.WriteNumber("seal", seal);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is { } said)
        {
            json.WriteString(name, said.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
        }
    }

    private async ValueTask<long> CountAsync(DuckDbStatement statement, CancellationToken cancel) =>
        (long)(await RunAsync(statement, cancel).ConfigureAwait(false)).Rows[0][0]!;

    private async ValueTask<DuckDbRows> RunAsync(DuckDbStatement statement, CancellationToken cancel)
    {
        try
        {
            return await engine.RunAsync(statement, cancel).ConfigureAwait(false);
        }
        catch (DuckDbRefusedException refusal)
        {
            throw new IOException($"The events could not be read: {refusal.Message}", refusal);
        }
    }
}
