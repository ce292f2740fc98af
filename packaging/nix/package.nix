# net30 as a package of Nix, from these sources. Its crates are those of Cargo.lock, each with its checksum there.
{
  lib,
  rustPlatform,
  installShellFiles,
}:

rustPlatform.buildRustPackage {
  pname = "net30";
  version = (lib.importTOML ../../Cargo.toml).workspace.package.version;

  src = lib.fileset.toSource {
    root = ../..;
    fileset = lib.fileset.unions [
      ../../.cargo
      ../../Cargo.lock
      ../../Cargo.toml
      ../../clippy.toml
      ../../crates
      ../../docs
    ];
  };

  cargoLock.lockFile = ../../Cargo.lock;
  cargoBuildFlags = [ "--bin=net30" ];
  # ./test needs servers of its own, which a sandbox does not have.
  doCheck = false;

  nativeBuildInputs = [ installShellFiles ];
  postInstall = ''
    $out/bin/net30 manual man1
    installManPage man1/*
    installShellCompletion --cmd net30 \
      --bash <($out/bin/net30 completions bash) \
      --zsh <($out/bin/net30 completions zsh) \
      --fish <($out/bin/net30 completions fish)
  '';

  meta = {
    description = "Self-hosted invoicing server";
    homepage = "https://github.com/net30/net30";
    license = lib.licenses.mit;
    mainProgram = "net30";
    platforms = lib.platforms.unix;
  };
}
