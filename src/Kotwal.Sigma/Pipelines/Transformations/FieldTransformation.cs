using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary>Gives fields other names: in searches, in values that name fields, in the list of fields, and in correlations.</summary>
internal abstract class FieldTransformation : ItemTransformation
{
    public override void Apply(PipelineWork work, PipelineStep step)
    {
        if (work.Correlation is { } correlation)
        {
            work.Correlation = Rename(work, step, correlation);
            return;
        }

        base.Apply(work, step);
        var about = work.Rule!.Metadata;
        work.Rule = work.Rule with { Metadata = about with { Fields = [.. about.Fields.SelectMany(name => NamesFor(work, step, name))] } };
    }

    /// <summary>The new names of a field, at least one; null when it keeps its own.</summary>
    /// <param name="field">The field; null for keywords.</param>
    protected abstract ImmutableArray<string>? NamesFor(string? field);

    protected override SigmaSearchNode? Change(PipelineWork work, PipelineStep step, SigmaSearchItem item)
    {
        var changed = item;
        if (item.Modifiers.Contains(SigmaModifier.FieldRef))
        {
            var values = item.Values
                .SelectMany(value => NamesFor(work, step, value.ToString()!).Select(name => name == value.ToString() ? value : new SigmaText(name, value.At)))
                .ToImmutableArray();
            changed = values.SequenceEqual(item.Values) ? item : item with { Values = values };
        }

        if (!step.IsForFieldOf(work, item) || NamesFor(item.Field) is not { } names)
        {
            return changed;
        }

        return item.Field is null ? Join(AsField(changed), names) : Join(changed, names);
    }

    /// <summary>
    /// One of the fields must be as the item says. Where it says that something is not there, all must be so: which of the names an event
    /// has is left open, and those that it has not would always be as the item says.
    /// </summary>
    private static SigmaSearchNode Join(SigmaSearchItem item, ImmutableArray<string> names)
    {
        if (names.Length == 1)
        {
            return item with { Field = names[0] };
        }

        var absent = item.Values.Where(value => value is SigmaNull).ToImmutableArray();
        var isMixed = absent.Length > 0 && absent.Length < item.Values.Length && item is { IsAll: false, IsNegated: false };
        if (isMixed)
        {
            var present = item.Values.RemoveAll(value => value is SigmaNull);
            return new SigmaSearchAny(
                [.. names.Select(name => item with { Field = name, Values = present }), Join(item with { Values = absent }, names)]);
        }

        var saysAbsent = absent.Length == item.Values.Length
            || (item.Modifiers.Contains(SigmaModifier.Exists) && item.Values[0].ToString()!.ToLowerInvariant() is "false" or "no");
        ImmutableArray<SigmaSearchNode> parts = [.. names.Select(name => item with { Field = name })];
        return saysAbsent != item.IsNegated ? new SigmaSearchAll(parts) : new SigmaSearchAny(parts);
    }

    /// <summary>Keywords are found anywhere in a text, and stay so when they get a field.</summary>
    private static SigmaSearchItem AsField(SigmaSearchItem item) => !TextValues.AreTexts(item)
        ? item
        : TextValues.With(item, [.. item.Values.Select(value => new SigmaText(TextValues.Wrap(TextValues.PatternOf(item, value).ToString(), true, true).ToString(), value.At))]);

    private SigmaCorrelation Rename(PipelineWork work, PipelineStep step, SigmaCorrelation correlation)
    {
        var aliases = correlation.Aliases.Select(alias => alias.Name).ToHashSet(StringComparer.Ordinal);
        return correlation with
        {
            Metadata = correlation.Metadata with { Fields = [.. correlation.Metadata.Fields.SelectMany(name => NamesFor(work, step, name))] },
            Aliases = [.. correlation.Aliases.Select(alias => alias with { Field = OneNameFor(work, step, alias.Field, "an alias") })],
            GroupBy = [.. correlation.GroupBy.SelectMany(name => aliases.Contains(name) ? [name] : NamesFor(work, step, name))],
            ValueFields = [.. correlation.ValueFields.Select(name => aliases.Contains(name) ? name : OneNameFor(work, step, name, "a field of the condition"))],
        };
    }

    private string OneNameFor(PipelineWork work, PipelineStep step, string name, string what)
    {
        var names = NamesFor(work, step, name);
        if (names.Length > 1)
        {
            work.Fail(step, work.Document.At, $"The pipeline gives '{name}' several names, and {what} of a correlation can have one only.");
        }

        return names[0];
    }

    private ImmutableArray<string> NamesFor(PipelineWork work, PipelineStep step, string name)
    {
        if (!step.IsForName(work, name) || NamesFor(name) is not { } names || !work.Spend(step, names.Length))
        {
            return [name];
        }

        if (names.FirstOrDefault(made => made.Length > LongestText) is not null)
        {
            work.Fail(step, work.Document.At, $"The pipeline makes a name of more than {LongestText} characters.");
            return [name];
        }

        work.Trace(step, name, names);
        return names;
    }
}
