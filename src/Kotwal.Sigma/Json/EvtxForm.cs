namespace Kotwal.Sigma.Json;

/// <summary>
/// Tells EVTX exports from other documents that have a <c>System</c> or an <c>Event</c>: an export's <c>Event</c> holds one of the sections
/// <c>System</c>, <c>EventData</c> and <c>UserData</c>, or <c>System</c> stands beside one of the other two. Whether it does is known at the end
/// of the document only. Until then the document is taken for what the one before it was, for a stream is of one form; the rare one that
/// was taken wrongly is read twice.
/// </summary>
internal sealed class EvtxForm
{
    private bool isEvent = true;
    private bool areSections = true;

    // What stands in the document at hand.
    private bool hasEvent;
    private bool hasSectionInEvent;
    private bool hasSystem;
    private bool hasData;

    public void Begin() => hasEvent = hasSectionInEvent = hasSystem = hasData = false;

    /// <summary>True when the elements below an object are named by themselves.</summary>
    /// <param name="name">The object's name.</param>
    /// <param name="outer">What it stands in.</param>
    /// <param name="isArray">It is a list and no object.</param>
    /// <param name="depth">One for what stands in the document itself.</param>
    public bool IsEvtx(ReadOnlySpan<byte> name, in JsonLevel outer, bool isArray, int depth)
    {
        if (isArray)
        {
            return false;
        }

        var isData = IsData(name);
        var isSystem = name.SequenceEqual("System"u8);
        if (depth == 2)
        {
            hasSectionInEvent |= outer.IsEvent && (isData || isSystem);
            return false;
        }

        hasData |= isData;
        hasSystem |= isSystem;
        var isOuter = name.SequenceEqual("Event"u8);
        hasEvent |= isOuter;
        return isOuter ? isEvent : (isData || isSystem) && areSections;
    }

    /// <summary>At the end of a document whether it was taken for what it is; from then on the next is taken for what this one was.</summary>
    public bool WasRight(ReadOnlySpan<byte> document)
    {
        if (hasSystem && !hasData)
        {
            // A section without elements is null.
            hasData = HasName(document, "EventData"u8) || HasName(document, "UserData"u8);
        }

        var wasRight = (!hasEvent || isEvent == hasSectionInEvent) && (!(hasSystem || hasData) || areSections == (hasSystem && hasData));
        if (!wasRight)
        {
            isEvent = hasEvent ? hasSectionInEvent : isEvent;
            areSections = hasSystem || hasData ? hasSystem && hasData : areSections;
        }

        return wasRight;
    }

    /// <summary>True when the document itself has the name, whatever stands there.</summary>
    private static bool HasName(ReadOnlySpan<byte> document, ReadOnlySpan<byte> name)
    {
        if (document.IndexOf(name) < 0)
        {
            return false;
        }

        var depth = 0;
        var isQuoted = false;
        for (var place = 0; place < document.Length; place++)
        {
            var letter = document[place];
            if (isQuoted && letter == '\\')
            {
                place++;
            }
            else if (letter == '"')
            {
                isQuoted = !isQuoted;
                if (isQuoted && depth == 1 && document[(place + 1)..].StartsWith(name) && IsEndOfName(document[(place + 1 + name.Length)..]))
                {
                    return true;
                }
            }
            else if (!isQuoted)
            {
                depth += letter is (byte)'{' or (byte)'[' ? 1 : letter is (byte)'}' or (byte)']' ? -1 : 0;
            }
        }

        return false;
    }

    private static bool IsEndOfName(ReadOnlySpan<byte> rest) => rest is [(byte)'"', ..] && rest[1..].TrimStart(" \n\r\t"u8) is [(byte)':', ..];

    private static bool IsData(ReadOnlySpan<byte> name) => name.SequenceEqual("EventData"u8) || name.SequenceEqual("UserData"u8);
}
