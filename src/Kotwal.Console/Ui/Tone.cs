namespace Kotwal.Console.Ui;

/// <summary>What a colour of the kit means. Words always stand beside it.</summary>
public enum Tone
{
    Neutral,
    Accent,
    Good,
    Warn,
    Bad,
}
