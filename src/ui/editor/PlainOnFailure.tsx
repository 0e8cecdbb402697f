// When the real editor cannot start, the plain text field stays: nothing that was typed is lost.

import { Component, type ReactNode } from 'react';

interface Props {
  readonly plain: ReactNode;
  readonly children: ReactNode;
}

export class PlainOnFailure extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? this.props.plain : this.props.children;
  }
}
