using Kotwal.Testing;

namespace Kotwal.Devices.Tests.Texts;

public sealed class TextsTests() : TextsContract(typeof(DevicesRegistration).Assembly);
