namespace Kotwal.Events;

/// <summary>A wire format: knows whether bytes are its own, and makes readers. Safe for many threads.</summary>
public interface IEventFormat
{
    /// <summary>The name by which configuration and the command line choose it, for example <c>syslog</c>.</summary>
    string Name { get; }

    /// <summary>How likely a record is in this format, from its first bytes: 0 is no, 100 is certain. Never throws.</summary>
    int Score(ReadOnlySpan<byte> payload);

    /// <summary>Makes a reader for one sender; formats with templates or joined records keep them there.</summary>
    IEventReader CreateReader();
}
