using System.Collections.Immutable;
using Kotwal.Sigma.Frames;
using Kotwal.Sigma.Matching;

namespace Kotwal.Sigma.Engine;

/// <summary>One item of a search as the engine asks it: once for an event, however many rules have it.</summary>
internal sealed class SharedItem
{
    private readonly int number;
    private readonly ImmutableArray<int> fields;
    private readonly ValueTest[][] groups;
    private readonly ItemMatcher plain;
    private readonly bool isKeyword;
    private readonly bool isAll;
    private readonly bool acceptsNull;
    private readonly bool needsText;
    private readonly bool needsFold;

    /// <param name="number">The item's place among those of the engine.</param>
    /// <param name="plain">The item as the plain engine asks it.</param>
    public SharedItem(int number, ItemMatcher plain)
    {
        this.number = number;
        this.plain = plain;
        fields = plain.Handles;
        groups = plain.Groups;
        isKeyword = plain.Item.Field is null;
        isAll = plain.Item.IsAll;
        acceptsNull = groups.Any(ItemMatcher.AcceptsNull);
        needsFold = plain.Tests.Any(test => test.NeedsFold);
        needsText = plain.Tests.Any(test => test is not TextTest { IsCased: false });
    }

    public bool Matches(SigmaEventFrame frame, Scratch scratch)
    {
        if (scratch.TryRecall(number, out var result))
        {
            return result;
        }

        result = Holds(frame, scratch) != plain.Item.IsNegated;
        scratch.Keep(number, result);
        return result;
    }

    private bool Holds(SigmaEventFrame frame, Scratch scratch)
    {
        if (isKeyword)
        {
            return HoldsForKeywords(frame, scratch);
        }

        var isThere = false;
        foreach (var field in fields)
        {
            for (var place = frame.First(field); place >= 0; place = frame.SlotAt(place).Next - 1)
            {
                isThere = true;
                if (frame.SlotAt(place).Kind != SigmaValueKind.Object)
                {
                    return plain.MustExist ?? (plain.References is null ? HoldsForField(frame, place, scratch) : HoldsForReferences(frame, field));
                }
            }
        }

        return plain.MustExist is { } must ? must == isThere : plain.AcceptsAbsent && !isThere;
    }

    private bool HoldsForField(SigmaEventFrame frame, int place, Scratch scratch)
    {
        var found = isAll ? scratch.NotFound(groups.Length) : default;
        for (; place >= 0; place = frame.SlotAt(place).Next - 1)
        {
            if (HoldsAt(frame, place, found))
            {
                return true;
            }
        }

        return false;
    }

    private bool HoldsForKeywords(SigmaEventFrame frame, Scratch scratch)
    {
        var found = isAll ? scratch.NotFound(groups.Length) : default;
        if (!frame.Original.IsEmpty && Holds(frame.Original, frame.FoldedOriginal, SigmaValueKind.Text, found))
        {
            return true;
        }

        for (var place = 0; place < frame.Count; place++)
        {
            if (HoldsAt(frame, place, found))
            {
                return true;
            }
        }

        return false;
    }

    private bool HoldsAt(SigmaEventFrame frame, int place, Span<bool> found)
    {
        var kind = frame.SlotAt(place).Kind;
        if (!kind.HasText())
        {
            return kind == SigmaValueKind.Null && (!isAll ? acceptsNull : AllFound(default, default, kind, found));
        }

        var text = needsText || kind == SigmaValueKind.Number ? frame.TextAt(place) : default;
        return Holds(text, needsFold ? frame.FoldedAt(place) : default, kind, found);
    }

    private bool Holds(ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded, SigmaValueKind kind, Span<bool> found)
    {
        if (isAll)
        {
            return AllFound(text, folded, kind, found);
        }

        foreach (var group in groups)
        {
            if (Holds(group, text, folded, kind))
            {
                return true;
            }
        }

        return false;
    }

    private bool AllFound(ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded, SigmaValueKind kind, Span<bool> found)
    {
        var isMissing = false;
        for (var index = 0; index < groups.Length; index++)
        {
            found[index] = found[index]
                || (kind == SigmaValueKind.Null ? ItemMatcher.AcceptsNull(groups[index]) : Holds(groups[index], text, folded, kind));
            isMissing |= !found[index];
        }

        return !isMissing;
    }

    private static bool Holds(ValueTest[] group, ReadOnlySpan<byte> text, ReadOnlySpan<byte> folded, SigmaValueKind kind)
    {
        foreach (var test in group)
        {
            if (test.Matches(text, folded, kind))
            {
                return true;
            }
        }

        return false;
    }

    private bool HoldsForReferences(SigmaEventFrame frame, int field)
    {
        foreach (var reference in plain.References!)
        {
            if (reference.Holds(frame, field) != isAll)
            {
                return !isAll;
            }
        }

        return isAll;
    }
}
