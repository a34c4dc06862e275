using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Matching;

/// <summary>One item of a search, compiled: a field or the whole event against the values of the rule.</summary>
internal sealed class ItemMatcher
{
    private const int MostGroupsOnStack = 64;

    private readonly ImmutableArray<int> handles;
    private readonly ValueTest[][] groups;
    private readonly bool isAll;
    private readonly bool isNegated;
    private readonly bool needsFold;
    private readonly bool acceptsAbsent;
    private readonly bool? mustExist;
    private readonly FieldReference[]? references;

    /// <param name="item">The item as the rule has it.</param>
    /// <param name="handles">Fields of the caller; empty for keywords and for names that are not mapped.</param>
    /// <param name="groups">For each value of the rule the tests of which one must hold.</param>
    /// <param name="references">For <c>fieldref</c> the other fields, one for each value; else null.</param>
    public ItemMatcher(SigmaSearchItem item, ImmutableArray<int> handles, ValueTest[][] groups, FieldReference[]? references)
    {
        Item = item;
        this.handles = handles;
        this.groups = groups;
        this.references = references;
        isAll = item.IsAll;
        isNegated = item.IsNegated;
        needsFold = groups.Any(group => group.Any(test => test.NeedsFold));
        acceptsAbsent = references is null && (item.IsAll ? groups.All(AcceptsNull) : groups.Any(AcceptsNull));
        if (item.Modifiers.Contains(SigmaModifier.Exists))
        {
            mustExist = item.Values[0].ToString()!.ToLowerInvariant() is "true" or "yes";
        }
    }

    public SigmaSearchItem Item { get; }

    /// <summary>For each value of the rule the tests of which one must hold.</summary>
    public ValueTest[][] Groups => groups;

    /// <summary>For <c>exists</c> whether the field must be there; null for all others.</summary>
    public bool? MustExist => mustExist;

    /// <summary>True when an absent field makes the item true, negation aside.</summary>
    public bool AcceptsAbsent => acceptsAbsent;

    public FieldReference[]? References => references;

    public IEnumerable<ValueTest> Tests => groups.SelectMany(group => group);

    public ImmutableArray<int> Handles => handles;

    public bool Matches<TEvent>(in TEvent candidate)
        where TEvent : ISigmaEvent, allows ref struct => Holds(candidate) != isNegated;

    /// <summary>True when this one value takes part in what makes the item true, negation aside.</summary>
    public bool HoldsFor(SigmaEventValue value)
    {
        if (mustExist is not null || references is not null)
        {
            return true;
        }

        var buffer = new FoldBuffer([]);
        var folded = buffer.Fold(value.Text);
        var holds = false;
        foreach (var group in groups)
        {
            holds |= Holds(group, value, folded);
        }

        buffer.Return();
        return holds;
    }

    private bool Holds<TEvent>(in TEvent candidate)
        where TEvent : ISigmaEvent, allows ref struct
    {
        if (Item.Field is null)
        {
            return HoldsForKeywords(candidate);
        }

        var isThere = false;
        foreach (var handle in handles)
        {
            var cursor = 0;
            while (candidate.TryNext(handle, ref cursor, out var value))
            {
                isThere = true;
                if (value.Kind != SigmaValueKind.Object)
                {
                    return mustExist ?? (references is null
                        ? HoldsForField(candidate, handle, cursor, value)
                        : HoldsForReferences(candidate, handle));
                }
            }
        }

        // What is there without a value is neither absent nor anything that a rule could name.
        return mustExist is { } must ? must == isThere : acceptsAbsent && !isThere;
    }

    private bool HoldsForField<TEvent>(in TEvent candidate, int handle, int cursor, SigmaEventValue value)
        where TEvent : ISigmaEvent, allows ref struct
    {
        Span<bool> found = !isAll ? [] : groups.Length <= MostGroupsOnStack ? stackalloc bool[groups.Length] : new bool[groups.Length];
        var buffer = new FoldBuffer(stackalloc byte[FoldBuffer.StackLength]);
        bool holds;
        do
        {
            holds = Holds(value, found, ref buffer);
        }
        while (!holds && candidate.TryNext(handle, ref cursor, out value));

        buffer.Return();
        return holds;
    }

    private bool HoldsForKeywords<TEvent>(in TEvent candidate)
        where TEvent : ISigmaEvent, allows ref struct
    {
        Span<bool> found = !isAll ? [] : groups.Length <= MostGroupsOnStack ? stackalloc bool[groups.Length] : new bool[groups.Length];
        var buffer = new FoldBuffer(stackalloc byte[FoldBuffer.StackLength]);
        var original = candidate.Original;
        var holds = !original.IsEmpty && Holds(new(original, SigmaValueKind.Text), found, ref buffer);
        var cursor = 0;
        while (!holds && candidate.TryNextOfAll(ref cursor, out var value))
        {
            holds = Holds(value, found, ref buffer);
        }

        buffer.Return();
        return holds;
    }

    /// <summary>Looks at one more value. With <c>all</c> every value of the rule must have been found in some value of the event.</summary>
    private bool Holds(SigmaEventValue value, Span<bool> found, ref FoldBuffer buffer)
    {
        var folded = needsFold && value.Kind.HasText() ? buffer.Fold(value.Text) : default;
        if (!isAll)
        {
            foreach (var group in groups)
            {
                if (Holds(group, value, folded))
                {
                    return true;
                }
            }

            return false;
        }

        var isMissing = false;
        for (var index = 0; index < groups.Length; index++)
        {
            found[index] = found[index] || Holds(groups[index], value, folded);
            isMissing |= !found[index];
        }

        return !isMissing;
    }

    private static bool Holds(ValueTest[] group, SigmaEventValue value, ReadOnlySpan<byte> folded)
    {
        if (!value.Kind.HasText())
        {
            return value.Kind == SigmaValueKind.Null && AcceptsNull(group);
        }

        foreach (var test in group)
        {
            if (test.Matches(value.Text, folded, value.Kind))
            {
                return true;
            }
        }

        return false;
    }

    public static bool AcceptsNull(ValueTest[] group) => group is [NullTest];

    private bool HoldsForReferences<TEvent>(in TEvent candidate, int handle)
        where TEvent : ISigmaEvent, allows ref struct
    {
        foreach (var reference in references!)
        {
            if (reference.Holds(candidate, handle) != isAll)
            {
                return !isAll;
            }
        }

        return isAll;
    }
}
