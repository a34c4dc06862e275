namespace Kotwal.Inputs;

/// <summary>A command cannot go on with what it was given; the message is a sentence for the person who typed it.</summary>
internal sealed class BadInputException(string message) : Exception(message);
