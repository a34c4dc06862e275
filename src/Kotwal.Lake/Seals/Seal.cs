using System.Text.Json;
using System.Text.Json.Serialization;
using Kotwal.Lake.Manifest;

namespace Kotwal.Lake.Seals;

/// <summary>One link of the chain: what came into the lake for good, or what went. Its file is signed as it stands.</summary>
/// <param name="Version">Version of the form.</param>
/// <param name="Sequence">Its number, from 1 without gaps.</param>
/// <param name="Previous">SHA-256 of the file of the link before; 64 zeros in the first.</param>
/// <param name="Kind">What it states.</param>
/// <param name="Day">The UTC day whose segments it is about.</param>
/// <param name="At">When it was written.</param>
/// <param name="Key">Fingerprint of the key that signs it.</param>
/// <param name="Added">Segments that are sealed by it.</param>
/// <param name="Removed">Segments sealed before that are deleted by it.</param>
/// <param name="Reason">Why they are, in words; null where nothing is.</param>
internal sealed record Seal(
    int Version,
    long Sequence,
    string Previous,
    SealKind Kind,
    DateOnly Day,
    DateTimeOffset At,
    string Key,
    IReadOnlyList<Segment> Added,
    IReadOnlyList<RemovedSegment> Removed,
    string? Reason)
{
    public const int CurrentVersion = 1;

    /// <summary>What the first link follows.</summary>
    public static string Origin { get; } = new('0', 64);

    public byte[] ToJson() => [.. JsonSerializer.SerializeToUtf8Bytes(this, SealJson.Default.Seal), (byte)'\n'];

    /// <summary>Reads a file's bytes; null when they are no seal.</summary>
    public static Seal? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, SealJson.Default.Seal) is { Added: not null, Removed: not null, Previous: not null, Key: not null } read
                && read.Added.All(added => added is { Path: not null, Sha256: not null, Class: not null })
                && read.Removed.All(removed => removed is { Path: not null, Sha256: not null }) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>What a link of the chain states.</summary>
internal enum SealKind
{
    /// <summary>A day is done, or what came late for it is.</summary>
    Sealed,

    /// <summary>The time of some segments is over: they are deleted.</summary>
    Expired,
}

/// <summary>A segment that was deleted.</summary>
internal sealed record RemovedSegment(string Path, string Class, long Rows, long Bytes, string Sha256)
{
    public static RemovedSegment Of(Segment segment) => new(segment.Path, segment.Class, segment.Rows, segment.Bytes, segment.Sha256);
}

[JsonSourceGenerationOptions(
    WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Seal))]
internal sealed partial class SealJson : JsonSerializerContext;
