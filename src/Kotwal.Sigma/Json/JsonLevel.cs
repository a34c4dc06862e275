namespace Kotwal.Sigma.Json;

/// <summary>An object or an array that the reader is within.</summary>
internal struct JsonLevel
{
    public bool IsArray;

    /// <summary>Within the elements of an EVTX export, which are named by themselves and not by the way to them.</summary>
    public bool IsEvtx;

    /// <summary>The object <c>Event</c> of the document.</summary>
    public bool IsEvent;

    /// <summary>For an array the field that its values belong to.</summary>
    public int Field;

    /// <summary>How much of the path stands before the names of this object.</summary>
    public int PathLength;

    /// <summary>Where the name begins and ends under which it stands; both zero for the outermost object.</summary>
    public int NameStart;

    public int NameEnd;
}
