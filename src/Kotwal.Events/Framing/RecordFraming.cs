namespace Kotwal.Events.Framing;

/// <summary>How the records of a stream are told apart.</summary>
public enum RecordFraming
{
    /// <summary>A JSON document where one begins, otherwise a line.</summary>
    Detect,

    /// <summary>Each line is a record.</summary>
    Lines,
}
