using System.Text.Json;

namespace Kotwal.Lake.Cold;

/// <summary>
/// The object that says that a store is there and whose it is. A lake never deletes in a store of another, and takes no empty mount point for
/// its own.
/// </summary>
internal static class ColdMarker
{
    public const string Name = "kotwal-cold.json";

    public const int MaxBytes = 4_096;

    private const int Version = 1;

    public static byte[] Write(Guid lake) => JsonSerializer.SerializeToUtf8Bytes(new { version = Version, lake });

    /// <summary>Reads it; null when it is none.</summary>
    public static Guid? Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.GetProperty("version").GetInt32() == Version ? document.RootElement.GetProperty("lake").GetGuid() : null;
        }
        catch (Exception damage) when (damage is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
