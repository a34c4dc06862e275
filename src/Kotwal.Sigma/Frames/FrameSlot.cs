using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Frames;

/// <summary>One value of an event: where its text stands in the frame, and which value of its field comes next.</summary>
internal struct FrameSlot
{
    /// <summary>No fold was made yet.</summary>
    public const int NotFolded = -1;

    /// <summary>The field's handle; -1 for a field that no rule names.</summary>
    public int Field;

    /// <summary>Where the text begins; with its escapes as long as <see cref="IsEscaped"/>.</summary>
    public int Offset;

    public int Length;

    /// <summary>Where the text without case begins in the frame's other buffer.</summary>
    public int FoldedOffset;

    public int FoldedLength;

    /// <summary>Place plus one of the field's next value; zero for the last.</summary>
    public int Next;

    public SigmaValueKind Kind;

    /// <summary>The text is as it stands in JSON, with escapes.</summary>
    public bool IsEscaped;
}
