using System.Collections.Immutable;
using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines.Transformations;

/// <summary><c>change_logsource</c>: another log source as a whole; what it leaves open is open then.</summary>
internal sealed class ChangeLogSource(SigmaLogSource logSource) : Transformation
{
    public static ChangeLogSource? Read(OptionReader options)
    {
        var logSource = new SigmaLogSource(options.Text("product"), options.Text("category"), options.Text("service"));
        if (logSource != new SigmaLogSource())
        {
            return new(logSource);
        }

        options.Notes.Faults.Add(options.Map.At, "change_logsource needs at least one of product, category and service.");
        return null;
    }

    public override void Apply(PipelineWork work, PipelineStep step) => work.Rule = work.Rule is { } rule ? rule with { LogSource = logSource } : null;
}

/// <summary><c>add_field</c>, <c>remove_field</c> and <c>set_field</c>: the list of fields that are of interest when the rule has matched.</summary>
internal sealed class ChangeFieldList(Func<ImmutableArray<string>, ImmutableArray<string>> change) : Transformation
{
    public static ChangeFieldList? Read(OptionReader options, string key, Func<ImmutableArray<string>, ImmutableArray<string>, ImmutableArray<string>> change)
    {
        var names = options.Texts(key);
        return options.Find(key) is null ? options.Fault<ChangeFieldList>(key, "is missing") : new(fields => change(fields, names));
    }

    public override void Apply(PipelineWork work, PipelineStep step)
    {
        var about = work.Document.Metadata with { Fields = change(work.Document.Metadata.Fields) };
        work.Rule = work.Rule is { } rule ? rule with { Metadata = about } : null;
        work.Correlation = work.Correlation is { } correlation ? correlation with { Metadata = about } : null;
    }
}

/// <summary><c>set_state</c> and <c>set_custom_attribute</c>: something that conditions of later steps can ask for.</summary>
internal sealed class Remember(bool isAttribute, string key, SigmaLiteral value) : Transformation
{
    public static Remember? Read(OptionReader options, bool isAttribute)
    {
        var (key, value) = isAttribute ? (options.Needed("attribute"), options.Literal("value")) : (options.Needed("key"), options.Literal("val"));
        if (key is null || value is null)
        {
            return null;
        }

        options.Notes.Declared.Add(new(isAttribute ? PipelineMentionKind.Attribute : PipelineMentionKind.State, key));
        return new(isAttribute, key, value);
    }

    public override void Apply(PipelineWork work, PipelineStep step) => (isAttribute ? work.Attributes : work.State)[key] = value;
}

/// <summary><c>nest</c>: several steps under the conditions of one.</summary>
internal sealed class Nest(ImmutableArray<PipelineStep> steps) : Transformation
{
    public static Nest? Read(OptionReader options)
    {
        if (options.Find("items") is not { } entry)
        {
            return options.Fault<Nest>("items", "is missing");
        }

        return new(new PipelineReader(options.Notes).ReadSteps(entry));
    }

    public override void Apply(PipelineWork work, PipelineStep step)
    {
        foreach (var inner in steps)
        {
            inner.Apply(work);
        }
    }
}
