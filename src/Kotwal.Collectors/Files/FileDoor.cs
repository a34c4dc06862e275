using Kotwal.Collectors.Accounting;
using Kotwal.Collectors.Framing;
using Kotwal.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kotwal.Collectors.Files;

/// <summary>
/// Follows files as they grow, over renaming and truncation. How far each was read is remembered only after its lines are
/// durable; what a crash leaves between the two is found in the spool again.
/// </summary>
internal sealed partial class FileDoor(
    Spool.Spool spool, SourceLedger ledger, IOptions<FollowOptions> options, TimeProvider clock, ILogger<FileDoor> log) : BackgroundService
{
    private const string Kind = "file";
    private const long LongRecordBytes = 64 << 20;
    private const int MaxFailing = 10_000;
    private const long SaveAfterBytes = 16 << 20;

    private readonly FollowOptions options = options.Value;
    private readonly ByteBudget budget = new(LongRecordBytes);
    private readonly Dictionary<FileIdentity, FollowedFile> files = [];
    private readonly HashSet<string> failing = [];
    private FileCheckpoints? before;
    private bool isFirstLook = true;
    private bool hasProgress;
    private long savedAt;

    public override void Dispose()
    {
        foreach (var file in files.Values)
        {
            file.Dispose();
        }

        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Follow.Count == 0)
        {
            return;
        }

        await RememberAsync(stoppingToken);
        var patterns = options.Follow.Select(followed => (followed, new PathPattern(followed.Path, clock), AccountOf(followed))).ToList();
        using var timer = new PeriodicTimer(options.PollInterval, clock);
        try
        {
            do
            {
                await LookAsync(patterns, stoppingToken);
            }
            while (files.Values.Any(file => file.IsBehind) || await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            TrySave();
        }
    }

    private async Task RememberAsync(CancellationToken cancel)
    {
        try
        {
            before = FileCheckpoints.Load(options.CheckpointPath);
            if (before is not null && before.Spool == spool.Id && before.Position <= spool.EndPosition)
            {
                before = await SpooledLines.PassAsync(before, spool, Kind, cancel);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Failed(options.CheckpointPath, failure.Message);
        }
    }

    private SourceAccount AccountOf(FollowedPath followed)
    {
        var account = ledger.Account(followed.Source, Kind);
        account.Address = followed.Path;
        return account;
    }

    private async Task LookAsync(List<(FollowedPath Followed, PathPattern Pattern, SourceAccount Account)> patterns, CancellationToken cancel)
    {
        var named = new HashSet<FileIdentity>();
        foreach (var (followed, pattern, account) in patterns)
        {
            foreach (var path in pattern.Files())
            {
                if (FileIdentity.Of(path) is not { } identity)
                {
                    Failed(path, "there is no such file, or its folder is closed to this program");
                }
                else if (files.ContainsKey(identity) || TryOpen(path, followed, account, out identity))
                {
                    named.Add(identity);
                }
            }
        }

        if (isFirstLook)
        {
            OpenRenamed();
            isFirstLook = false;
        }

        foreach (var file in files.Values.ToList())
        {
            await ReadAsync(file, named.Contains(file.Identity), cancel);
        }

        if (hasProgress || spool.EndPosition - savedAt > SaveAfterBytes)
        {
            TrySave();
        }
    }

    /// <summary>Opens what was renamed while nobody looked, to read the lines that were added before it was.</summary>
    private void OpenRenamed()
    {
        foreach (var left in before?.Files.Where(file => !files.ContainsKey(file.Identity)).ToList() ?? [])
        {
            var (folder, name) = (Path.GetDirectoryName(left.Path)!, Path.GetFileName(left.Path));
            if (options.Follow.FirstOrDefault(followed => followed.Source == left.Source) is { } followed && Directory.Exists(folder)
                && Directory.EnumerateFiles(folder, name + "*").FirstOrDefault(path => FileIdentity.Of(path) == left.Identity) is { } renamed)
            {
                TryOpen(renamed, followed, AccountOf(followed), out _);
            }
        }
    }

    private bool TryOpen(string path, FollowedPath followed, SourceAccount account, out FileIdentity identity)
    {
        identity = default;
        if (files.Count >= options.MaxFiles)
        {
            Failed(path, $"{options.MaxFiles} files are followed already");
            return false;
        }

        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var origin = new RecordOrigin
            {
                Source = followed.Source,
                Transport = Kind,
                Sender = path,
                Format = followed.Format,
                TimeZone = followed.TimeZone,
            };
            var file = new FollowedFile(stream, origin, OffsetOf(stream, followed), account, budget, options.MaxRecordBytes);
            identity = file.Identity;
            files[identity] = file;
            hasProgress = true;
            failing.Remove(path);
            Following(path, file.Checkpoint.Offset);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Failed(path, failure.Message);
            return false;
        }
    }

    /// <summary>Where to begin: at the checkpoint of this very file if there is one.</summary>
    private long OffsetOf(FileStream stream, FollowedPath followed)
    {
        var identity = FileIdentity.Of(stream.SafeFileHandle, stream.Name);
        var known = before?.Files.FirstOrDefault(file => file.Identity == identity && IsSame(file))
            ?? before?.Files.FirstOrDefault(file => file.Path == stream.Name && file.Fingerprint.Length >= Fingerprint.Telling && IsSame(file));
        if (known is not null)
        {
            return known.Offset;
        }

        return isFirstLook && followed.Start == FollowStart.End ? stream.Length : 0;

        bool IsSame(FileCheckpoint file) => file.Offset <= stream.Length && file.Fingerprint.Matches(stream.SafeFileHandle);
    }

    private async ValueTask ReadAsync(FollowedFile file, bool isNamed, CancellationToken cancel)
    {
        try
        {
            var hasRead = await file.ReadAsync(spool, clock, cancel);
            hasProgress |= hasRead;
            file.LeftAt = isNamed ? null : hasRead ? clock.GetTimestamp() : file.LeftAt ?? clock.GetTimestamp();
            failing.Remove(file.Checkpoint.Path);
            if (file.LeftAt is { } left && clock.GetElapsedTime(left) >= options.DrainTime)
            {
                await file.FinishAsync(spool, clock, cancel);
                files.Remove(file.Identity);
                hasProgress = true;
                file.Dispose();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Failed(file.Checkpoint.Path, failure.Message);
        }
    }

    private void TrySave()
    {
        try
        {
            // Lines that are appended while we look are of no matter: they are this door's own, and it stands still.
            savedAt = spool.EndPosition;
            new FileCheckpoints(spool.Id, savedAt, [.. files.Values.Select(file => file.Checkpoint)]).Save(options.CheckpointPath);
            hasProgress = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Failed(options.CheckpointPath, failure.Message);
        }
    }

    private void Failed(string path, string reason)
    {
        if (failing.Count < MaxFailing && failing.Add(path))
        {
            CannotFollow(path, reason);
        }
    }

    [LoggerMessage(1060, LogLevel.Information, "Following {Path} from byte {Offset}.")]
    private partial void Following(string path, long offset);

    [LoggerMessage(1061, LogLevel.Warning, "{Path} cannot be followed at the moment: {Reason}. It is tried again.")]
    private partial void CannotFollow(string path, string reason);
}
