namespace Kotwal.Keeping;

/// <summary>How often the server looks after what it keeps. Section <c>Keeping</c>.</summary>
internal sealed class KeepingOptions
{
    /// <summary>Pause between looks for new seals and for what is over. Default one minute.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Time between two checks of the whole lake; each reads every byte of it. Zero for never. Default one day.</summary>
    public TimeSpan VerifyEvery { get; set; } = TimeSpan.FromDays(1);
}
