using Kotwal.Console.Texts;
using Kotwal.Testing;

namespace Kotwal.Console.Tests.Texts;

public sealed class TextsTests() : TextsContract(typeof(TextCatalogue).Assembly);
