namespace Kotwal.Sigma.Pipelines.Conditions;

/// <summary>Reads what all conditions <c>processing_item_applied</c> have in common.</summary>
internal static class AppliedStep
{
    public static string? Read(OptionReader options)
    {
        if (options.Needed("processing_item_id") is not { } id)
        {
            return null;
        }

        options.Notes.Mention(PipelineMentionKind.Step, id, options.At("processing_item_id"));
        return id;
    }
}
