using Kotwal.Sigma.Syntax;

namespace Kotwal.Sigma.Pipelines;

/// <summary>What kind of thing one step sets and a condition of another asks for.</summary>
internal enum PipelineMentionKind : byte
{
    Step,
    State,
    Attribute,
}

/// <summary>Something by its name.</summary>
internal readonly record struct PipelineMention(PipelineMentionKind Kind, string Name);

/// <summary>What is found out while one file is read.</summary>
internal sealed class PipelineNotes(string path, SigmaLimits limits)
{
    public string Path => path;

    /// <summary>What is wrong; the file is not used when there is any.</summary>
    public SyntaxFaults Faults { get; } = new(path, limits);

    /// <summary>What has no effect here.</summary>
    public SyntaxFaults Remarks { get; } = new(path, limits);

    /// <summary>What conditions ask for, and what is to be said where nothing sets it.</summary>
    public List<(SigmaError Remark, PipelineMention Mention)> Mentions { get; } = [];

    public HashSet<PipelineMention> Declared { get; } = [];

    public void Mention(PipelineMentionKind kind, string name, SourcePosition at)
    {
        var what = kind switch
        {
            PipelineMentionKind.Step => $"No step of the pipelines has the id '{name}'",
            PipelineMentionKind.State => $"No set_state of the pipelines sets '{name}'",
            _ => $"Rules have no attribute '{name}', and no set_custom_attribute of the pipelines sets it",
        };
        Mentions.Add((new(path, at, $"{what}, so this condition never holds."), new(kind, name)));
    }
}
